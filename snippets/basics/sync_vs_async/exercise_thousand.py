"""0.3초짜리 요청 1,000개를 스레드 하나로 함께 기다린다."""

import asyncio
import threading
import time


async def async_fetch_data(number: int) -> str:
    await asyncio.sleep(0.3)
    return threading.current_thread().name


async def main() -> None:
    start = time.perf_counter()
    requests = [async_fetch_data(number) for number in range(1000)]
    threads = await asyncio.gather(*requests)
    elapsed = time.perf_counter() - start

    print(f"끝난 요청: {len(threads)}개")
    print(f"실행한 스레드: {set(threads)}")
    print(f"총 소요시간: {elapsed:.2f}초")


if __name__ == "__main__":
    asyncio.run(main())
