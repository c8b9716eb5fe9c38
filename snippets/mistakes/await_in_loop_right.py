"""먼저 모두 시작하고, 한꺼번에 기다린다."""

import asyncio
import time


async def fetch(number: int) -> str:
    await asyncio.sleep(0.1)
    return f"{number}쪽"


async def main() -> None:
    start = time.perf_counter()
    pages = await asyncio.gather(*(fetch(number) for number in range(1, 6)))
    print(*pages, f"{time.perf_counter() - start:.1f}초")


if __name__ == "__main__":
    asyncio.run(main())
