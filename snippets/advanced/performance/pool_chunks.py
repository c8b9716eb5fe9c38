"""프로세스 풀에 하나씩 맡기면 맡기는 값이 일값보다 크다. 묶어서 맡긴다."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ProcessPoolExecutor

NUMBERS = list(range(1, 2_001))
CHUNK = 200

Way = Callable[[ProcessPoolExecutor], Awaitable[int]]


def divisors(number: int) -> int:
    return sum(number % candidate == 0 for candidate in range(1, 400))


def divisors_of_all(numbers: list[int]) -> int:
    return sum(divisors(number) for number in numbers)


async def plain(pool: ProcessPoolExecutor) -> int:
    return divisors_of_all(NUMBERS)


async def one_by_one(pool: ProcessPoolExecutor) -> int:
    run = asyncio.get_running_loop().run_in_executor
    return sum(await asyncio.gather(*(run(pool, divisors, number) for number in NUMBERS)))


async def in_chunks(pool: ProcessPoolExecutor) -> int:
    run = asyncio.get_running_loop().run_in_executor
    chunks = [NUMBERS[begin : begin + CHUNK] for begin in range(0, len(NUMBERS), CHUNK)]
    return sum(await asyncio.gather(*(run(pool, divisors_of_all, chunk) for chunk in chunks)))


async def main(pool: ProcessPoolExecutor) -> None:
    for way in (plain, one_by_one, in_chunks):
        best = float("inf")
        for _ in range(3):
            start = time.perf_counter()
            total = await way(pool)
            best = min(best, time.perf_counter() - start)
        print(f"{way.__name__}: 약수 {total}개, {best * 1000:.1f}밀리초")


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=2) as pool:
        asyncio.run(main(pool))
