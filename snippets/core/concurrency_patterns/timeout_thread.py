"""시간제한은 기다리기만 그만둔다. 스레드는 멈추지 못한다."""

import asyncio
import time


def read_report() -> None:
    time.sleep(0.8)
    print("스레드: 보고서를 다 읽음")


async def main() -> None:
    try:
        await asyncio.wait_for(asyncio.to_thread(read_report), timeout=0.2)
    except TimeoutError:
        print("main: 시간 초과")


if __name__ == "__main__":
    start = time.perf_counter()
    asyncio.run(main())
    print(f"asyncio.run()이 돌아옴: {time.perf_counter() - start:.1f}초")
