"""스레드에 맡긴 블로킹 함수에 시간제한을 건다."""

import asyncio
import time


def read_report(name: str) -> str:
    time.sleep(0.8)
    print("read_report: 다 읽었습니다")
    return f"{name} 결과"


async def load_report() -> None:
    try:
        # wait_for(): 0.2초만 기다리고, 넘으면 취소한다
        print(await asyncio.wait_for(asyncio.to_thread(read_report, "보고서"), 0.2))
    except TimeoutError:
        print("load_report: 0.2초가 지나 그만 기다립니다")


if __name__ == "__main__":
    start = time.perf_counter()
    asyncio.run(load_report())
    elapsed = time.perf_counter() - start
    print(f"asyncio.run()이 돌아오기까지: {elapsed:.2f}초")
