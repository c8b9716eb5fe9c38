"""같은 CPU 계산 둘을 차례로, gather로, 스레드로, 프로세스로 실행해 비교한다."""

import asyncio
import time
from concurrent.futures import ProcessPoolExecutor

ITERATIONS = 4_000_000
CHUNK = 200_000


def sum_squares(begin: int, end: int) -> int:
    return sum(i * i for i in range(begin, end))


class EventLoopDemo:
    """이벤트 루프 데모"""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self.pool = pool

    async def cpu_bound_task(self, name: str) -> int:
        """CPU 집약적 작업 (비동기에 적합하지 않음)"""
        print(f"CPU 작업 {name} 시작")
        total = 0
        for begin in range(0, ITERATIONS, CHUNK):
            total += sum_squares(begin, begin + CHUNK)
            await asyncio.sleep(0)  # 이벤트 루프에 제어권을 넘긴다
        print(f"CPU 작업 {name} 완료")
        return total

    async def one_by_one(self) -> None:
        for _ in range(2):
            sum_squares(0, ITERATIONS)

    async def gathered(self) -> None:
        await asyncio.gather(self.cpu_bound_task("CPU0"), self.cpu_bound_task("CPU1"))

    async def in_threads(self) -> None:
        calls = [asyncio.to_thread(sum_squares, 0, ITERATIONS) for _ in range(2)]
        await asyncio.gather(*calls)

    async def in_processes(self) -> None:
        run = asyncio.get_running_loop().run_in_executor
        calls = [run(self.pool, sum_squares, 0, ITERATIONS) for _ in range(2)]
        await asyncio.gather(*calls)

    async def demonstrate_event_loop(self) -> None:
        print("2. CPU 집약적 작업 (비동기에 부적합):")
        ways = [self.one_by_one, self.gathered, self.in_threads, self.in_processes]
        for way in ways:
            start = time.perf_counter()
            await way()
            cpu_time = time.perf_counter() - start
            print(f"{way.__name__} CPU 작업 시간: {cpu_time:.2f}초")


if __name__ == "__main__":
    # 풀은 이벤트 루프 바깥에서 열고 닫는다
    with ProcessPoolExecutor(max_workers=2) as pool:
        asyncio.run(EventLoopDemo(pool).demonstrate_event_loop())
