"""더 올 작업이 없음을 종료 표시로 알리면 소비자가 스스로 끝난다."""

import asyncio

Jobs = asyncio.Queue[str | None]  # None이 종료 표시


async def producer(name: str, queue: Jobs, consumers: int) -> None:
    for i in range(3):
        await queue.put(f"{name}_item_{i}")
    for _ in range(consumers):
        await queue.put(None)  # 소비자마다 종료 표시 하나씩
    print(f"생산자 {name} 완료")


async def consumer(name: str, queue: Jobs, pace: float) -> None:
    while (item := await queue.get()) is not None:
        await asyncio.sleep(pace)
        print(f"소비자 {name}: {item} 처리 완료")
    print(f"소비자 {name}: 종료 표시를 받음")


async def main() -> None:
    queue: Jobs = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        group.create_task(consumer("C1", queue, 0.2))
        group.create_task(consumer("C2", queue, 0.3))
        group.create_task(producer("P1", queue, consumers=2))
    print(f"큐에 남은 것: {queue.qsize()}개")


if __name__ == "__main__":
    asyncio.run(main())
