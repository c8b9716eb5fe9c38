"""I/O 집약적 작업 셋을 이벤트 루프 하나로 함께 기다린다."""

import asyncio
import time


class EventLoopDemo:
    """이벤트 루프 데모"""

    async def io_bound_task(self, name: str, delay: float) -> str:
        """I/O 집약적 작업 (비동기에 적합)"""
        print(f"I/O 작업 {name} 시작")
        await asyncio.sleep(delay)  # 응답을 기다리는 시간을 흉내 낸다
        print(f"I/O 작업 {name} 완료")
        return f"IO_{name}_결과"

    async def demonstrate_event_loop(self) -> None:
        """이벤트 루프 동작 데모"""
        print("=== 이벤트 루프 동작 ===")
        loop = asyncio.get_running_loop()
        print(f"현재 이벤트 루프: {loop}")

        print("1. I/O 집약적 작업 (비동기에 적합):")
        start = time.perf_counter()
        io_tasks = [self.io_bound_task(f"IO{i}", 0.5) for i in range(3)]
        io_results = await asyncio.gather(*io_tasks)
        io_time = time.perf_counter() - start

        print(f"결과: {io_results}")
        print(f"I/O 작업 시간: {io_time:.2f}초")


if __name__ == "__main__":
    asyncio.run(EventLoopDemo().demonstrate_event_loop())
