"""한 번에 둘까지만 보낸다. 태스크를 모두 만들고 세마포어로 막거나, 태스크를 둘만 만든다."""

import asyncio
from collections.abc import Awaitable, Callable

PAGES = range(1, 7)
LIMIT = 2


async def fetch(page: int) -> None:
    await asyncio.sleep(0.2)


async def with_semaphore() -> int:
    gate = asyncio.Semaphore(LIMIT)

    async def limited(page: int) -> None:
        async with gate:  # 둘이 들어가 있으면 여기서 기다린다
            await fetch(page)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(limited(page)) for page in PAGES]
    return len(tasks)


async def with_workers() -> int:
    waiting = iter(PAGES)  # 이터레이터 하나를 모두가 나누어 쓴다

    async def worker() -> None:
        for page in waiting:
            await fetch(page)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(worker()) for _ in range(LIMIT)]
    return len(tasks)


async def measure(way: Callable[[], Awaitable[int]]) -> None:
    loop = asyncio.get_running_loop()
    start = loop.time()
    tasks = await way()
    print(f"{way.__name__}: 태스크 {tasks}개, {loop.time() - start:.1f}초")


async def main() -> None:
    await measure(with_semaphore)
    await measure(with_workers)


if __name__ == "__main__":
    asyncio.run(main())
