"""소비자가 하나뿐이라 작업이 하나씩 처리된다."""

import asyncio
import time


async def producer(count: int, queue: asyncio.Queue[int]) -> None:
    for number in range(count):
        await queue.put(number)


async def handle(number: int) -> None:
    await asyncio.sleep(0.2)


async def consumer(queue: asyncio.Queue[int]) -> None:
    while True:
        number = await queue.get()
        try:
            await handle(number)
        finally:
            queue.task_done()


async def main() -> None:
    queue: asyncio.Queue[int] = asyncio.Queue(maxsize=2)
    start = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        task = group.create_task(consumer(queue))
        await producer(8, queue)
        await queue.join()
        task.cancel()
    print(f"모두 처리: {time.perf_counter() - start:.1f}초")


if __name__ == "__main__":
    asyncio.run(main())
