"""락을 얻어 큐에 넣기를 3,000번 되풀이해도, 기다릴 것이 없으면 소비자에게 차례가 오지 않는다."""

import asyncio


async def consumer(queue: asyncio.Queue[int], taken: list[int]) -> None:
    while True:
        taken.append(await queue.get())


async def produce(label: str, maxsize: int) -> None:
    lock = asyncio.Lock()
    queue: asyncio.Queue[int] = asyncio.Queue(maxsize)
    taken: list[int] = []
    task = asyncio.create_task(consumer(queue, taken))

    for item in range(3_000):
        async with lock:
            await queue.put(item)
    print(f"{label}: put을 3,000번 하는 동안 소비자가 꺼낸 것 {len(taken)}개")

    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def main() -> None:
    await produce("제한 없는 큐", maxsize=0)
    await produce("한 자리 큐", maxsize=1)


if __name__ == "__main__":
    asyncio.run(main())
