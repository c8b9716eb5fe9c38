"""스레드 넷으로 서버 40곳에 묻는다."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor


def ask(number: int) -> int:
    time.sleep(0.2)
    return number


async def ask_async(number: int) -> int:
    await asyncio.sleep(0.2)
    return number


def main() -> None:
    start = time.perf_counter()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(ask, range(40)))
    print(f"답 {len(answers)}개, {time.perf_counter() - start:.1f}초")


if __name__ == "__main__":
    main()
