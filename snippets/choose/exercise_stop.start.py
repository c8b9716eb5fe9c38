"""시간제한을 걸었는데 프로그램은 변환이 끝날 때까지 돌아오지 않는다."""

import asyncio
import time


def convert() -> None:
    time.sleep(2.5)  # 도중에 멈출 방법이 없는 라이브러리 함수


async def main() -> None:
    start = time.perf_counter()
    try:
        async with asyncio.timeout(0.3):
            await asyncio.to_thread(convert)
    except TimeoutError:
        print(f"{time.perf_counter() - start:.1f}초에 그만둠")


if __name__ == "__main__":
    asyncio.run(main())
