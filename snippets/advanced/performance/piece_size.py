"""계산을 조각내어 제어권을 넘긴다. 조각이 작으면 값이 들고, 크면 루프가 멈춘다."""

import asyncio
import time

COUNT = 100_000


async def calculate(piece: int) -> int:
    total = 0
    for begin in range(0, COUNT, piece):
        for number in range(begin, min(begin + piece, COUNT)):
            total += sum(range(number % 50))
        await asyncio.sleep(0)
    return total


async def worst_lag() -> None:
    while True:
        due = time.perf_counter() + 0.001
        await asyncio.sleep(0.001)
        lags.append(time.perf_counter() - due)


lags: list[float] = []


async def measure(piece: int) -> tuple[float, float]:
    lags.clear()
    watching = asyncio.create_task(worst_lag())
    await asyncio.sleep(0.005)
    start = time.perf_counter()
    await calculate(piece)
    took = time.perf_counter() - start
    await asyncio.sleep(0.005)
    watching.cancel()
    return took, max(lags)


async def main() -> None:
    for piece in (1, 1_000, COUNT):
        runs = [await measure(piece) for _ in range(3)]
        took, lag = (min(numbers) * 1000 for numbers in zip(*runs, strict=True))
        print(f"{piece}개씩: {took:.1f}밀리초, 루프가 멈춘 시간 {lag:.1f}밀리초")


if __name__ == "__main__":
    asyncio.run(main())
