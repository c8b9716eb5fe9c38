"""async for는 하나를 받고, 본문을 끝내고, 그다음 것을 받으러 간다."""

import asyncio
from collections.abc import AsyncIterator


async def fetch_page(number: int) -> str:
    await asyncio.sleep(0.2)
    return f"{number}쪽"


async def save(page: str) -> None:
    await asyncio.sleep(0.2)


async def pages() -> AsyncIterator[str]:
    for number in range(1, 5):
        yield await fetch_page(number)


async def main() -> None:
    async for page in pages():
        await save(page)


if __name__ == "__main__":
    asyncio.run(main())
    print("네 쪽을 저장함")
