"""스레드 하나짜리 풀에 맡긴 일 셋을 모두 취소한다."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor


def copy_file(name: str) -> None:
    print(f"{name}: 시작")
    time.sleep(0.4)
    print(f"{name}: 끝")


async def main(names: tuple[str, ...], pool: ThreadPoolExecutor) -> None:
    loop = asyncio.get_running_loop()
    copies = [loop.run_in_executor(pool, copy_file, name) for name in names]
    await asyncio.sleep(0.2)
    for copy in copies:
        copy.cancel()
    await asyncio.wait(copies)
    print(f"cancelled: {[copy.cancelled() for copy in copies]}")


if __name__ == "__main__":
    with ThreadPoolExecutor(1) as pool:
        asyncio.run(main(("가", "나", "다"), pool))
        print("asyncio.run()이 돌아옴")
    print("풀이 닫힘")
