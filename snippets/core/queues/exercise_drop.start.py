"""기록이 밀리면 센서도 기다린다."""

import asyncio


async def sensor(count: int, queue: asyncio.Queue[int]) -> None:
    for value in range(count):
        await queue.put(value)
        print(f"측정값 {value}: 넣음")
        await asyncio.sleep(0.3)


async def record(value: int) -> None:
    await asyncio.sleep(0.75)  # 재는 것보다 느리다
    print(f"  측정값 {value} 기록")


async def recorder(queue: asyncio.Queue[int]) -> None:
    while True:
        value = await queue.get()
        try:
            await record(value)
        finally:
            queue.task_done()


async def main() -> None:
    queue: asyncio.Queue[int] = asyncio.Queue(maxsize=1)
    async with asyncio.TaskGroup() as group:
        task = group.create_task(recorder(queue))
        await sensor(4, queue)
        await queue.join()
        task.cancel()


if __name__ == "__main__":
    asyncio.run(main())
