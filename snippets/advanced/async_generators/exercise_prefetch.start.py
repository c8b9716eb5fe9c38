"""한 쪽을 저장하는 동안 다음 쪽을 받지 않고 놀린다."""

import asyncio
from collections.abc import AsyncIterator


async def fetch_page(number: int) -> str:
    await asyncio.sleep(0.2)
    return f"{number}쪽"


async def pages() -> AsyncIterator[str]:
    for number in range(1, 5):
        yield await fetch_page(number)


async def save(page: str) -> None:
    await asyncio.sleep(0.2)
    print(f"{page} 저장")


async def main() -> None:
    async for page in pages():
        await save(page)


if __name__ == "__main__":
    asyncio.run(main())
