"""시간 초과로 끝난 소비자는 늦게 온 작업을 남기고, join()은 돌아오지 않는다."""

import asyncio


class AsyncQueueDemo:
    """비동기 큐 데모"""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[str] = asyncio.Queue(maxsize=5)

    async def producer(self, name: str, count: int) -> None:
        """느린 생산자"""
        for i in range(count):
            item = f"{name}_item_{i}"
            await self.queue.put(item)
            print(f"생산자 {name}: {item} 생산")
            await asyncio.sleep(0.8)
        print(f"생산자 {name} 완료")

    async def consumer(self, name: str) -> None:
        """0.2초 동안 작업이 없으면 끝나는 소비자"""
        while True:
            try:
                item = await asyncio.wait_for(self.queue.get(), timeout=0.2)
                await asyncio.sleep(0.1)
                print(f"소비자 {name}: {item} 처리 완료")
                self.queue.task_done()
            except TimeoutError:
                print(f"소비자 {name} 타임아웃으로 종료")
                break

    async def run_demo(self) -> None:
        """큐 데모 실행"""
        await asyncio.gather(self.producer("P1", 2), self.consumer("C1"))
        try:
            async with asyncio.timeout(0.3):  # 이 줄이 없으면 영영 멈춘다
                await self.queue.join()
            print("모든 아이템 처리 완료")
        except TimeoutError:
            print(f"join()이 돌아오지 않음, 남은 작업 {self.queue.qsize()}개")


if __name__ == "__main__":
    asyncio.run(AsyncQueueDemo().run_demo())
