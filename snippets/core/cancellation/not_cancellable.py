"""제어권을 넘기지 않는 코드와 스레드에는 취소가 닿지 않는다."""

import asyncio
import time
from collections.abc import Awaitable, Callable


async def suspends() -> None:
    await asyncio.sleep(0.6)


async def blocks() -> None:
    time.sleep(0.6)  # noqa: ASYNC251 - 블로킹하는 코드는 취소할 수 없음을 보인다


async def nothing() -> None:
    """기다릴 것이 없는 코루틴"""


async def awaits_nothing() -> None:
    for _ in range(6):
        time.sleep(0.1)  # noqa: ASYNC251 - 짧게 나누어도 사이에 멈추는 곳이 없으면 같다
        await nothing()


async def in_thread() -> None:
    start = time.monotonic()

    def thread_work() -> None:
        time.sleep(0.6)
        print(f"스레드는 {time.monotonic() - start:.1f}초에 일을 마침")

    await asyncio.to_thread(thread_work)


async def measure(work: Callable[[], Awaitable[None]]) -> None:
    start = time.monotonic()
    try:
        async with asyncio.timeout(0.2):
            await work()
        outcome = "TimeoutError 없음"
    except TimeoutError:
        outcome = "TimeoutError"
    print(f"{work.__name__}: {time.monotonic() - start:.1f}초, {outcome}")


async def main() -> None:
    for work in (suspends, blocks, awaits_nothing, in_thread):
        await measure(work)


if __name__ == "__main__":
    asyncio.run(main())
