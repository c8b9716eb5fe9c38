"""gather()를 쓰지 않고, 코루틴 셋을 한 줄씩 await한다."""

import asyncio
import time


async def async_fetch_data(name: str, delay: float) -> str:
    print(f"{name} 시작")
    await asyncio.sleep(delay)
    print(f"{name} 완료")
    return f"{name} 결과"


async def main() -> None:
    start = time.perf_counter()

    # 호출하는 곳마다 await를 붙였다
    await async_fetch_data("작업1", 0.2)
    await async_fetch_data("작업2", 0.1)
    await async_fetch_data("작업3", 0.3)

    elapsed = time.perf_counter() - start
    print(f"총 소요시간: {elapsed:.2f}초")


if __name__ == "__main__":
    asyncio.run(main())
