"""밖에서 끝낼 수 있는 프로세스에 맡긴다."""

import asyncio
import multiprocessing
import time


def convert() -> None:
    time.sleep(2.5)  # 도중에 멈출 방법이 없는 라이브러리 함수


async def main() -> None:
    start = time.perf_counter()
    process = multiprocessing.Process(target=convert)
    process.start()
    await asyncio.to_thread(process.join, 0.3)
    if process.is_alive():
        process.terminate()
        await asyncio.to_thread(process.join)
        print(f"{time.perf_counter() - start:.1f}초에 그만둠")


if __name__ == "__main__":
    asyncio.run(main())
