"""이벤트는 기다리던 태스크를 모두 깨우고, 늦게 온 태스크는 그냥 지나간다."""

import asyncio


async def client(name: str, ready: asyncio.Event) -> None:
    print(f"{name}: 서버를 기다림")
    await ready.wait()
    print(f"{name}: 접속")


async def main() -> None:
    ready = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(client("A", ready))
        group.create_task(client("B", ready))
        await asyncio.sleep(0.3)  # 서버가 준비하는 동안
        ready.set()
        print("서버 준비됨")
        await client("C", ready)


if __name__ == "__main__":
    asyncio.run(main())
