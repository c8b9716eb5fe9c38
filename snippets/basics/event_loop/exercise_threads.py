"""블로킹 대기는 스레드로 겹치지만, CPU 계산은 스레드로 겹치지 않는다."""

import asyncio
import time
from collections.abc import Callable


def blocking_wait() -> None:
    time.sleep(0.3)


def cpu_work() -> None:
    total = 0
    for i in range(3_000_000):
        total += i * i


async def measure(label: str, work: Callable[[], None]) -> None:
    start = time.perf_counter()
    work()  # 견줄 기준: 스레드 없이 한 번
    once = time.perf_counter() - start

    start = time.perf_counter()
    await asyncio.gather(asyncio.to_thread(work), asyncio.to_thread(work))
    twice = time.perf_counter() - start
    print(f"{label}: 혼자 {once:.2f}초, 스레드 둘 {twice:.2f}초")


async def main() -> None:
    await measure("I/O 대기", blocking_wait)
    await measure("CPU 계산", cpu_work)


if __name__ == "__main__":
    asyncio.run(main())
