"""쉬는 시간을 재면 일한 만큼 밀리고, 시작한 때부터 박자를 재면 밀리지 않는다."""

import asyncio
from collections.abc import AsyncIterator

WORK = (0.1, 0.1, 0.3, 0.1, 0.1)  # 세 번째는 오래 걸린다


async def every(interval: float) -> AsyncIterator[None]:
    """시작한 때부터 interval의 배수가 되는 때마다 차례를 준다. 이미 지나간 박자는 건너뛴다."""
    clock = asyncio.get_running_loop().time
    start = clock()
    while True:
        yield
        passed = (clock() - start) // interval
        await asyncio.sleep(start + (passed + 1) * interval - clock())


async def look_around(took: float) -> None:
    await asyncio.sleep(took)  # 새 글이 있는지 둘러본다


async def sleep_between() -> list[float]:
    clock = asyncio.get_running_loop().time
    start, begun = clock(), list[float]()
    for took in WORK:
        begun.append(clock() - start)
        await look_around(took)
        await asyncio.sleep(0.2)
    return begun


async def on_the_beat() -> list[float]:
    clock = asyncio.get_running_loop().time
    start, begun = clock(), list[float]()
    work = iter(WORK)
    async for _ in every(0.2):
        begun.append(clock() - start)
        await look_around(next(work))
        if len(begun) == len(WORK):
            break
    return begun


async def main() -> None:
    slept, beat = await asyncio.gather(sleep_between(), on_the_beat())
    print("쉬는 시간을 재면:", " ".join(f"{t:.1f}초" for t in slept))
    print("박자를 재면:", " ".join(f"{t:.1f}초" for t in beat))


if __name__ == "__main__":
    asyncio.run(main())
