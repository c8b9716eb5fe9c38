"""같은 CPU 계산 둘을 차례로, gather로, 프로세스 풀로 실행해 견준다."""

import asyncio
import time
from concurrent.futures import ProcessPoolExecutor

ITERATIONS = 4_000_000
CHUNK = 250_000


def sum_squares(begin: int, end: int) -> int:
    total = 0
    for i in range(begin, end):
        total += i * i
    return total


class EventLoopDemo:
    """이벤트 루프 데모"""

    async def cpu_bound_task(self, name: str) -> int:
        """CPU 집약적 작업 (비동기에 적합하지 않음)"""
        print(f"CPU 작업 {name} 시작")
        total = 0
        # 덩어리로 나누어, 한 덩어리를 마칠 때마다 양보한다
        for begin in range(0, ITERATIONS, CHUNK):
            total += sum_squares(begin, begin + CHUNK)
            await asyncio.sleep(0)  # 이벤트 루프에 제어권 양보
        print(f"CPU 작업 {name} 완료")
        return total

    async def one_by_one(self) -> None:
        for _ in range(2):
            sum_squares(0, ITERATIONS)

    async def gathered(self) -> None:
        await asyncio.gather(
            self.cpu_bound_task("CPU0"),
            self.cpu_bound_task("CPU1"),
        )

    async def in_processes(self) -> None:
        loop = asyncio.get_running_loop()
        # 프로세스를 띄우고 거두는 시간까지 함께 잰다
        with ProcessPoolExecutor(max_workers=2) as pool:
            await asyncio.gather(
                loop.run_in_executor(pool, sum_squares, 0, ITERATIONS),
                loop.run_in_executor(pool, sum_squares, 0, ITERATIONS),
            )

    async def demonstrate_event_loop(self) -> None:
        print("2. CPU 집약적 작업 (비동기에 부적합):")
        for way in (self.one_by_one, self.gathered, self.in_processes):
            start = time.perf_counter()
            await way()
            cpu_time = time.perf_counter() - start
            print(f"{way.__name__} CPU 작업 시간: {cpu_time:.2f}초")


if __name__ == "__main__":
    asyncio.run(EventLoopDemo().demonstrate_event_loop())
