"""생산자가 모두 끝난 뒤 종료 표시를 소비자 수만큼 넣으면 소비자가 스스로 끝난다."""

import asyncio

Jobs = asyncio.Queue[str | None]  # None이 종료 표시


async def producer(name: str, queue: Jobs, interval: float) -> None:
    for i in range(2):
        await asyncio.sleep(interval)
        await queue.put(f"{name}_item_{i}")
    print(f"생산자 {name} 완료")


async def consumer(name: str, queue: Jobs) -> None:
    while (item := await queue.get()) is not None:
        await asyncio.sleep(1.0)
        print(f"소비자 {name}: {item} 처리 완료")
    print(f"소비자 {name}: 종료 표시를 받음")


async def main() -> None:
    queue: Jobs = asyncio.Queue(maxsize=2)
    async with asyncio.TaskGroup() as group:
        for name in ("C1", "C2"):
            group.create_task(consumer(name, queue))
        async with asyncio.TaskGroup() as producers:
            producers.create_task(producer("P1", queue, 0.1))
            producers.create_task(producer("P2", queue, 0.4))
        for _ in range(2):  # 소비자마다 하나씩
            await queue.put(None)
    print(f"큐에 남은 것: {queue.qsize()}개")


if __name__ == "__main__":
    asyncio.run(main())
