"""생산자가 실패하면 바깥 태스크 그룹이 소비자를 취소한다."""

import asyncio


async def producer(name: str, queue: asyncio.Queue[str]) -> None:
    for i in range(3):
        await asyncio.sleep(0.3)
        if i == 2:
            raise ConnectionError(f"{name}의 연결이 끊겼습니다")
        await queue.put(f"{name}_item_{i}")


async def consumer(name: str, queue: asyncio.Queue[str]) -> None:
    while True:
        item = await queue.get()
        try:
            await asyncio.sleep(0.4)
            print(f"{name}: {item} 처리 완료")
        finally:
            queue.task_done()


async def main() -> None:
    queue: asyncio.Queue[str] = asyncio.Queue(maxsize=5)
    try:
        async with asyncio.TaskGroup() as group:
            task = group.create_task(consumer("C1", queue))
            await producer("P1", queue)
            await queue.join()
            task.cancel()
    except* ConnectionError as failed:
        print(f"실패: {failed.exceptions[0]}")
    print(f"C1: done={task.done()}, cancelled={task.cancelled()}")


if __name__ == "__main__":
    asyncio.run(main())
