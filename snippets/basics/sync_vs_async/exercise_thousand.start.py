"""하나씩 기다리면 1초 동안 요청 몇 개밖에 처리하지 못한다."""

import asyncio
import threading
import time


async def async_fetch_data(number: int) -> str:
    await asyncio.sleep(0.3)
    return threading.current_thread().name


async def main() -> None:
    start = time.perf_counter()
    threads = []
    for number in range(1000):
        threads.append(await async_fetch_data(number))
        if time.perf_counter() - start > 1:
            break  # 1초가 지나면 손님이 떠난다
    elapsed = time.perf_counter() - start

    print(f"끝난 요청: {len(threads)}개")
    print(f"실행한 스레드: {set(threads)}")
    print(f"총 소요시간: {elapsed:.2f}초")


if __name__ == "__main__":
    asyncio.run(main())
