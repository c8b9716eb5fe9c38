"""프로세스 풀에 하나씩 맡기면 맡기는 값이 일값보다 크다. 묶어서 맡긴다."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ProcessPoolExecutor
from time import perf_counter, process_time

NUMBERS = list(range(1, 1_001))
CHUNK = 100

Way = Callable[[ProcessPoolExecutor], Awaitable[int]]


def divisors(number: int) -> int:
    return sum(number % candidate == 0 for candidate in range(1, 250))


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


async def measure(way: Way, pool: ProcessPoolExecutor) -> tuple[float, float]:
    start, cpu = perf_counter(), process_time()
    await way(pool)
    return (perf_counter() - start) * 1000, (process_time() - cpu) * 1000


async def main(pool: ProcessPoolExecutor) -> None:
    for way in (plain, one_by_one, in_chunks):
        runs = [await measure(way, pool) for _ in range(3)]
        took, used = (min(numbers) for numbers in zip(*runs, strict=True))
        print(f"{way.__name__}: {took:.1f}밀리초, 이 프로세스가 쓴 CPU {used:.1f}밀리초")


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=2) as pool:
        asyncio.run(main(pool))
