"""sleep(0)은 계산을 앞당기지 않고, 준비된 태스크에 제어권을 넘긴다."""

import asyncio
import time


def calculate(seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:  # 정해진 시간만큼 CPU를 쓴다
        pass


async def cpu_bound_task(name: str, yields: bool) -> None:
    print(f"CPU 작업 {name} 시작")
    for _ in range(40):
        calculate(0.01)
        if yields:
            await asyncio.sleep(0)  # 이벤트 루프에 제어권을 넘긴다
    print(f"CPU 작업 {name} 완료")


async def heartbeat(name: str) -> None:
    start = time.perf_counter()
    for beat in range(1, 3):
        await asyncio.sleep(0.1)
        elapsed = time.perf_counter() - start
        print(f"  {name} 신호 {beat}: {elapsed:.2f}초")


async def main() -> None:
    for name, yields in [("독점", False), ("양보", True)]:
        await asyncio.gather(heartbeat(name), cpu_bound_task(name, yields))


if __name__ == "__main__":
    asyncio.run(main())
