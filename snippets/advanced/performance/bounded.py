"""일 하나에 태스크 하나와, 정해진 수의 작업자를 메모리와 시간으로 비교한다."""

import asyncio
import time
import tracemalloc
from collections.abc import Iterable

JOBS, LIMIT = 5_000, 50


async def send(number: int) -> None:
    await asyncio.sleep(0)  # 한 차례만 기다리면 답이 온다


async def with_semaphore(numbers: Iterable[int]) -> None:
    limit = asyncio.Semaphore(LIMIT)

    async def limited(number: int) -> None:
        async with limit:
            await send(number)

    async with asyncio.TaskGroup() as group:
        for number in numbers:
            group.create_task(limited(number))


async def with_workers(numbers: Iterable[int]) -> None:
    remaining = iter(numbers)

    async def worker() -> None:
        for number in remaining:
            await send(number)

    async with asyncio.TaskGroup() as group:
        for _ in range(LIMIT):
            group.create_task(worker())


async def main() -> None:
    for way in (with_semaphore, with_workers):
        took = []
        for _ in range(3):
            start = time.perf_counter()
            await way(range(JOBS))
            took.append(time.perf_counter() - start)
        tracemalloc.start()  # 느려지므로 시간과 따로 잰다
        await way(range(JOBS))
        peak = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
        print(f"{way.__name__}: {min(took) * 1000:.1f}밀리초, 가장 많을 때 {peak:.2f} MiB")


if __name__ == "__main__":
    asyncio.run(main())
