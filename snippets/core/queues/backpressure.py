"""큐가 가득 차면 put()이 소비자를 기다린다."""

import asyncio


async def deliver(item: str, queue: asyncio.Queue[str]) -> None:
    """작업 하나를 넣고, 자리가 나기까지 기다린 시간을 알린다."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    await queue.put(item)
    print(f"{item}: {loop.time() - start:.1f}초 기다려 넣음")


async def producer(queue: asyncio.Queue[str]) -> None:
    for i in range(4):  # 쉬지 않고 넣는다
        await deliver(f"작업{i}", queue)


async def handle(item: str) -> None:
    await asyncio.sleep(0.3)
    print(f"  {item} 처리 완료")


async def consumer(queue: asyncio.Queue[str]) -> None:
    while True:
        item = await queue.get()
        try:
            await handle(item)
        finally:
            queue.task_done()


async def main() -> None:
    queue: asyncio.Queue[str] = asyncio.Queue(maxsize=1)
    async with asyncio.TaskGroup() as group:
        task = group.create_task(consumer(queue))
        await producer(queue)
        await queue.join()
        task.cancel()


if __name__ == "__main__":
    asyncio.run(main())
