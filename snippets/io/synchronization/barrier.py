"""배리어는 셋이 모두 올 때까지 기다렸다가 함께 보낸다."""

import asyncio


async def load(name: str, seconds: float) -> None:
    await asyncio.sleep(seconds)
    print(f"{name}: 준비 끝")


async def play(name: str) -> None:
    await asyncio.sleep(0.2)


async def player(name: str, seconds: float, barrier: asyncio.Barrier) -> None:
    await load(name, seconds)
    position = await barrier.wait()
    if position == 0:  # 셋 가운데 하나만 0을 받는다
        print("모두 출발")
    await play(name)


async def main() -> None:
    barrier = asyncio.Barrier(3)
    async with asyncio.TaskGroup() as group:
        for name, seconds in (("A", 0.2), ("B", 0.4), ("C", 0.6)):
            group.create_task(player(name, seconds, barrier))


if __name__ == "__main__":
    asyncio.run(main())
