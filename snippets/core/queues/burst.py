"""작업이 몰려서 오면 큐의 크기가 전체 시간을 바꾼다."""

import asyncio
import time


async def producer(name: str, queue: asyncio.Queue[int]) -> None:
    for _ in range(3):
        await asyncio.sleep(0.4)  # 작업 4개를 한꺼번에 받아 온다
        for i in range(4):
            await queue.put(i)


async def consumer(name: str, queue: asyncio.Queue[int]) -> None:
    while True:
        await queue.get()
        try:
            await asyncio.sleep(0.1)
        finally:
            queue.task_done()


async def run(name: str, maxsize: int) -> str:
    queue: asyncio.Queue[int] = asyncio.Queue(maxsize)
    start = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        task = group.create_task(consumer(name, queue))
        await producer(name, queue)
        await queue.join()
        task.cancel()
    return f"{name}: {time.perf_counter() - start:.1f}초"


async def main() -> None:
    # 서로 상관없는 실험이라 셋을 함께 실행한다
    results = await asyncio.gather(
        run("제한 없음", maxsize=0),
        run("4개까지", maxsize=4),
        run("1개까지", maxsize=1),
    )
    print(*results, sep="\n")


if __name__ == "__main__":
    asyncio.run(main())
