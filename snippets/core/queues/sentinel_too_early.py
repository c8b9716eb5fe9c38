"""생산자마다 종료 표시를 넣으면 느린 생산자의 작업이 버려진다."""

import asyncio

Jobs = asyncio.Queue[str | None]  # None이 종료 표시


async def producer(name: str, queue: Jobs, interval: float) -> None:
    for i in range(2):
        await asyncio.sleep(interval)
        await queue.put(f"{name}_item_{i}")
    for _ in range(2):  # 일부러 하는 실수: 다른 생산자가 남았는지 모른다
        await queue.put(None)
    print(f"생산자 {name} 완료")


async def consumer(name: str, queue: Jobs) -> None:
    while (item := await queue.get()) is not None:
        await asyncio.sleep(1.0)
        print(f"소비자 {name}: {item} 처리 완료")
    print(f"소비자 {name}: 종료 표시를 받음")


async def main() -> None:
    queue: Jobs = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        for name in ("C1", "C2"):
            group.create_task(consumer(name, queue))
        group.create_task(producer("P1", queue, 0.1))
        group.create_task(producer("P2", queue, 0.4))
    left = [queue.get_nowait() for _ in range(queue.qsize())]
    print(f"큐에 남은 것: {left}")


if __name__ == "__main__":
    asyncio.run(main())
