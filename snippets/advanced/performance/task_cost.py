"""아무 일도 하지 않는 함수를 네 가지로 실행해, 하나에 드는 시간을 잰다."""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable


def nothing() -> None:
    pass


async def nothing_async() -> None:
    pass


async def by_await(count: int) -> None:
    for _ in range(count):
        await nothing_async()


async def by_task(count: int) -> None:
    for _ in range(count):
        await asyncio.create_task(nothing_async())


async def by_to_thread(count: int) -> None:
    for _ in range(count):
        await asyncio.to_thread(nothing)


async def by_thread(count: int) -> None:
    for _ in range(count):
        thread = threading.Thread(target=nothing)
        thread.start()
        thread.join()


async def measure(way: Callable[[int], Awaitable[None]], count: int) -> float:
    start = time.perf_counter()
    await way(count)
    return (time.perf_counter() - start) / count * 1_000_000


async def main() -> None:
    for way in (by_await, by_task, by_to_thread, by_thread):
        # 다른 일에 밀린 때를 거르려고 여러 번 재어 가장 짧은 것을 본다
        best = min([await measure(way, 200) for _ in range(20)])
        print(f"{way.__name__}: 하나에 {best:.2f}µs")


if __name__ == "__main__":
    asyncio.run(main())
