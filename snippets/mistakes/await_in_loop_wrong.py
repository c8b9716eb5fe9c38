"""반복문 안에서 await하면 하나씩 차례로 기다린다."""

import asyncio
import time


async def fetch(number: int) -> str:
    await asyncio.sleep(0.1)
    return f"{number}쪽"


async def main() -> None:
    start = time.perf_counter()
    pages = [await fetch(number) for number in range(1, 6)]
    print(*pages, f"{time.perf_counter() - start:.1f}초")


if __name__ == "__main__":
    asyncio.run(main())
