"""Queue.shutdown()으로 닫으면 소비자 수를 세지 않아도 모두 끝난다."""

import asyncio


async def producer(name: str, queue: asyncio.Queue[str], interval: float) -> None:
    for i in range(2):
        await asyncio.sleep(interval)
        await queue.put(f"{name}_item_{i}")
    print(f"생산자 {name} 완료")


async def consumer(name: str, queue: asyncio.Queue[str]) -> None:
    while True:
        try:
            item = await queue.get()
        except asyncio.QueueShutDown:
            print(f"소비자 {name}: 큐가 닫힘")
            return
        await asyncio.sleep(1.0)
        print(f"소비자 {name}: {item} 처리 완료")


async def main() -> None:
    queue: asyncio.Queue[str] = asyncio.Queue(maxsize=2)
    async with asyncio.TaskGroup() as group:
        for name in ("C1", "C2"):
            group.create_task(consumer(name, queue))
        async with asyncio.TaskGroup() as producers:
            producers.create_task(producer("P1", queue, 0.1))
            producers.create_task(producer("P2", queue, 0.4))
        queue.shutdown()
    print(f"큐에 남은 것: {queue.qsize()}개")


if __name__ == "__main__":
    asyncio.run(main())
