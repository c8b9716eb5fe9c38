"""maxsize를 정하지 않으면 밀린 작업이 모두 큐에 쌓인다."""

import asyncio
import time


async def producer(name: str, queue: asyncio.Queue[int]) -> int:
    """쉬지 않고 넣으면서 큐가 가장 길었던 때를 기억한다."""
    longest = 0
    for i in range(6):
        await queue.put(i)
        longest = max(longest, queue.qsize())
    return longest


async def consumer(name: str, queue: asyncio.Queue[int]) -> None:
    while True:
        await queue.get()
        try:
            await asyncio.sleep(0.1)
        finally:
            queue.task_done()


async def run(name: str, maxsize: int) -> None:
    queue: asyncio.Queue[int] = asyncio.Queue(maxsize=maxsize)
    start = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        task = group.create_task(consumer(name, queue))
        longest = await producer(name, queue)
        await queue.join()
        task.cancel()
    total = time.perf_counter() - start
    print(f"{name}: 가장 길 때 {longest}개, 모두 처리하는 데 {total:.1f}초")


async def main() -> None:
    await run("제한 없음", maxsize=0)  # 0은 기본값
    await run("1개까지", maxsize=1)


if __name__ == "__main__":
    asyncio.run(main())
