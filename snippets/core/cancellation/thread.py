"""취소되는 것은 스레드를 기다리던 태스크뿐이다. 스레드는 끝까지 일한다."""

import asyncio
import time

start = time.perf_counter()


def elapsed() -> str:
    return f"{time.perf_counter() - start:.1f}초"


def make_report() -> None:
    time.sleep(0.8)
    print(f"스레드: 보고서를 다 만듦, {elapsed()}")


async def main() -> None:
    try:
        async with asyncio.timeout(0.2):
            await asyncio.to_thread(make_report)
    except TimeoutError:
        print(f"main: 시간 초과, {elapsed()}")
    print(f"main: 마지막 줄, {elapsed()}")


if __name__ == "__main__":
    asyncio.run(main())
    print(f"asyncio.run()이 돌아옴, {elapsed()}")
