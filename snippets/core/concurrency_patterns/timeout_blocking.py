"""블로킹하는 코드 안에서는 시간제한이 발동하지 못한다."""

import asyncio
import time


def parse() -> None:
    time.sleep(0.5)  # 이벤트 루프의 스레드를 차지한다.


async def only_blocking() -> None:
    parse()


async def blocking_then_await() -> None:
    parse()
    print("  parse()를 마치고 await에 이름")
    await asyncio.sleep(0.3)
    print("  이 줄은 실행되지 않는다")


async def main() -> None:
    for attempt in (only_blocking, blocking_then_await):
        start = time.perf_counter()
        try:
            async with asyncio.timeout(0.2):
                await attempt()
            outcome = "성공"
        except TimeoutError:
            outcome = "TimeoutError"
        elapsed = time.perf_counter() - start
        print(f"{attempt.__name__}: {outcome}, {elapsed:.1f}초")


if __name__ == "__main__":
    asyncio.run(main())
