"""같은 일을 보통 때와 디버그 모드에서 하며 CPU 시간을 잰다."""

import asyncio
import time


async def nothing() -> None:
    pass


async def create_tasks(count: int) -> None:
    asyncio.get_running_loop().slow_callback_duration = 60  # 다른 프로그램에 밀려도 기록하지 않게
    for _ in range(count):
        await asyncio.create_task(nothing())


def measure(count: int, debug: bool) -> float:
    start = time.process_time()
    asyncio.run(create_tasks(count), debug=debug)
    return (time.process_time() - start) / count


if __name__ == "__main__":
    usual, debugging = measure(20_000, debug=False), measure(2_000, debug=True)
    print(f"태스크 하나: 보통 {usual * 1e6:.0f}µs, 디버그 모드 {debugging * 1e6:.0f}µs")
    print(f"디버그 모드가 {debugging / usual:.1f}배")
