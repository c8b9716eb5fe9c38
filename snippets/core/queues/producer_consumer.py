"""작업이 모두 처리되기를 기다린 다음 소비자를 끝낸다."""

import asyncio


class AsyncQueueDemo:
    """비동기 큐 데모"""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[str] = asyncio.Queue(maxsize=5)

    async def producer(self, name: str, count: int, interval: float) -> None:
        """생산자"""
        for i in range(count):
            await asyncio.sleep(interval)  # 만드는 데 걸리는 시간
            item = f"{name}_item_{i}"
            await self.queue.put(item)
            print(f"생산자 {name}: {item} 생산")
        print(f"생산자 {name} 완료")

    async def consumer(self, name: str) -> None:
        """소비자"""
        while True:  # 언제 끝낼지는 run_demo가 정한다
            item = await self.queue.get()
            try:
                print(f"소비자 {name}: {item} 처리 중...")
                await asyncio.sleep(0.7)
                print(f"소비자 {name}: {item} 처리 완료")
            finally:
                self.queue.task_done()  # 실패해도 끝난 것으로 센다

    async def run_demo(self) -> None:
        """큐 데모 실행"""
        print("=== 비동기 큐 데모 ===")
        async with asyncio.TaskGroup() as group:
            consumers = [
                group.create_task(self.consumer("C1")),
                group.create_task(self.consumer("C2")),
            ]
            async with asyncio.TaskGroup() as producers:
                producers.create_task(self.producer("P1", 3, 0.1))
                producers.create_task(self.producer("P2", 2, 0.6))
            # 여기부터는 더 들어올 작업이 없다
            await self.queue.join()
            print("모든 아이템 처리 완료")
            for task in consumers:
                task.cancel()


if __name__ == "__main__":
    asyncio.run(AsyncQueueDemo().run_demo())
