"""task_done()을 finally에 두지 않으면 실패한 작업 하나 때문에 join()이 돌아오지 않는다."""

import asyncio


async def handle(item: str) -> None:
    await asyncio.sleep(0.1)
    if item == "나쁜 작업":
        raise ValueError("처리할 수 없음")


async def without_finally(queue: asyncio.Queue[str]) -> None:
    while True:
        item = await queue.get()
        try:
            await handle(item)
            queue.task_done()  # 예외가 발생하면 건너뛴다
        except ValueError as error:
            print(f"  {item}: {error}")


async def with_finally(queue: asyncio.Queue[str]) -> None:
    while True:
        item = await queue.get()
        try:
            await handle(item)
        except ValueError as error:
            print(f"  {item}: {error}")
        finally:
            queue.task_done()


async def main() -> None:
    for consumer in (without_finally, with_finally):
        print(consumer.__name__)
        queue: asyncio.Queue[str] = asyncio.Queue()
        for item in ("작업1", "나쁜 작업", "작업2"):
            queue.put_nowait(item)
        task = asyncio.create_task(consumer(queue))
        try:
            async with asyncio.timeout(1):
                await queue.join()
            print("  join()이 돌아옴")
        except TimeoutError:
            print(f"  join()이 돌아오지 않음, 큐에는 {queue.qsize()}개")
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


if __name__ == "__main__":
    asyncio.run(main())
