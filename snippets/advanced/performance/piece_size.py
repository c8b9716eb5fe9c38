"""계산을 조각내어 제어권을 넘긴다. 조각이 작으면 값이 들고, 크면 곁의 태스크가 깨어나지 못한다."""

import asyncio
from time import thread_time  # 이 스레드가 CPU를 쓴 시간. 다른 프로그램이 바빠도 늘지 않는다

COUNT = 80_000


async def calculate(piece: int) -> int:
    total = 0
    for begin in range(0, COUNT, piece):
        for number in range(begin, min(begin + piece, COUNT)):
            total += sum(range(number % 100))
        await asyncio.sleep(0)
    return total


async def neighbor(gaps: list[float]) -> None:
    woken = thread_time()
    while True:
        await asyncio.sleep(0.001)  # 1밀리초마다 깨어나려 한다
        gaps.append(thread_time() - woken)
        woken = thread_time()


async def measure(piece: int) -> tuple[float, float]:
    gaps: list[float] = []
    waking = asyncio.create_task(neighbor(gaps))
    await asyncio.sleep(0.01)
    start = thread_time()
    await calculate(piece)
    took = thread_time() - start
    await asyncio.sleep(0.01)
    waking.cancel()
    return took * 1000, max(gaps) * 1000


async def main() -> None:
    for piece in (1, 1_000, COUNT):
        runs = [await measure(piece) for _ in range(3)]
        took, gap = (min(numbers) for numbers in zip(*runs, strict=True))
        print(f"{piece}개씩: {took:.1f}밀리초, 곁의 태스크는 {gap:.1f}밀리초 만에 깨어남")


if __name__ == "__main__":
    asyncio.run(main())
