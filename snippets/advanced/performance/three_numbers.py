"""걸린 시간, CPU를 쓴 시간, 루프가 가장 오래 멈춘 시간으로 느린 이유를 가린다."""

import asyncio
import time
from collections.abc import Awaitable, Callable


async def one_by_one() -> None:
    for _ in range(3):
        await asyncio.sleep(0.1)  # 기다림을 겹치지 않았다


async def blocking() -> None:
    time.sleep(0.3)  # noqa: ASYNC251 - 스레드를 차지한 채 기다리는 실수


async def calculating() -> None:
    sum(number * number for number in range(4_000_000))


async def gathered() -> None:
    await asyncio.gather(*(asyncio.sleep(0.1) for _ in range(3)))


class LagMeter:
    """0.01초마다 깨어나려 해 보고, 가장 많이 늦은 것을 적는다."""

    worst = 0.0

    async def run(self) -> None:
        while True:
            due = time.perf_counter() + 0.01
            await asyncio.sleep(0.01)
            self.worst = max(self.worst, time.perf_counter() - due)


async def measure(way: Callable[[], Awaitable[None]]) -> tuple[float, float, float]:
    meter = LagMeter()
    task = asyncio.create_task(meter.run())
    await asyncio.sleep(0.02)
    start, cpu = time.perf_counter(), time.process_time()
    await way()
    took, used = time.perf_counter() - start, time.process_time() - cpu
    await asyncio.sleep(0.02)  # 늦게라도 깨어나 적을 수 있도록
    task.cancel()
    return took, used, meter.worst


async def main() -> None:
    for way in (one_by_one, blocking, calculating, gathered):
        took, used, lag = await measure(way)
        print(f"{way.__name__}: {took:.2f}초, CPU {used:.2f}초, 루프가 멈춘 시간 {lag:.2f}초")


if __name__ == "__main__":
    asyncio.run(main())
