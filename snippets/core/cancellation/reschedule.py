"""조각이 올 때마다 마감을 미루면, 전체가 아니라 조용한 시간에 제한이 걸린다."""

import asyncio
from collections.abc import AsyncIterator

QUIET = 0.5


async def receive() -> AsyncIterator[str]:
    for number, delay in enumerate([0.2, 0.2, 0.2, 1.0], 1):
        await asyncio.sleep(delay)
        yield f"조각 {number}"


async def main() -> None:
    loop = asyncio.get_running_loop()
    start = loop.time()
    try:
        async with asyncio.timeout(QUIET) as limit:
            async for part in receive():
                print(f"{part}: {loop.time() - start:.1f}초")
                limit.reschedule(loop.time() + QUIET)
    except TimeoutError:
        print(f"{QUIET}초 동안 조용해서 그만둠: {loop.time() - start:.1f}초")


if __name__ == "__main__":
    asyncio.run(main())
