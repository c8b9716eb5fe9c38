"""세마포어로 한 번에 여는 연결의 수를 정한다."""

import asyncio
import resource
import socket


async def fetch(address: tuple[str, int], limit: asyncio.Semaphore) -> None:
    async with limit:
        _, writer = await asyncio.open_connection(*address)
        await asyncio.sleep(0.1)
        writer.close()
        await writer.wait_closed()


async def main() -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (50, 50))
    limit = asyncio.Semaphore(20)
    with socket.create_server(("127.0.0.1", 0), backlog=100) as server:
        async with asyncio.TaskGroup() as group:
            for _ in range(100):
                group.create_task(fetch(server.getsockname(), limit))
    print("100개를 모두 보냄")


if __name__ == "__main__":
    asyncio.run(main())
