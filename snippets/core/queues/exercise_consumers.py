"""소비자를 늘리면 생산자가 기다리는 시간도 줄어든다."""

import asyncio
import time


async def producer(name: str, queue: asyncio.Queue[int]) -> float:
    start = time.perf_counter()
    for i in range(8):
        await queue.put(i)
    return time.perf_counter() - start


async def consumer(queue: asyncio.Queue[int]) -> None:
    while True:
        await queue.get()
        try:
            await asyncio.sleep(0.1)
        finally:
            queue.task_done()


async def run(count: int) -> None:
    queue: asyncio.Queue[int] = asyncio.Queue(maxsize=2)
    consumers = [asyncio.create_task(consumer(queue)) for _ in range(count)]
    start = time.perf_counter()
    waited = await producer(f"소비자 {count}명", queue)
    await queue.join()
    total = time.perf_counter() - start
    print(f"소비자 {count}명: 생산자 {waited:.1f}초, 전체 {total:.1f}초")
    for task in consumers:
        task.cancel()
    await asyncio.gather(*consumers, return_exceptions=True)


async def main() -> None:
    for count in (1, 2, 4):
        await run(count)


if __name__ == "__main__":
    asyncio.run(main())
