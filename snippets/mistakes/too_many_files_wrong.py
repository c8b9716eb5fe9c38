"""연결마다 파일을 하나씩 쓰므로, 한꺼번에 열면 한도를 넘는다."""

import asyncio
import resource
import socket


async def fetch(address: tuple[str, int]) -> None:
    _, writer = await asyncio.open_connection(*address)
    await asyncio.sleep(0.1)
    writer.close()


async def main() -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (50, 50))  # 보통은 1,024개
    with socket.create_server(("127.0.0.1", 0), backlog=100) as server:
        results = await asyncio.gather(
            *(fetch(server.getsockname()) for _ in range(100)), return_exceptions=True
        )
    print({repr(result) for result in results if result})


if __name__ == "__main__":
    asyncio.run(main())
