"""받는 일은 다른 태스크가 하고, 한 자리 큐로 이어 저장하는 동안 다음 쪽을 받는다."""

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


async def receive(queue: asyncio.Queue[str | None]) -> None:
    async for page in pages():
        await queue.put(page)
    await queue.put(None)  # 더 없다는 표시


async def main() -> None:
    queue = asyncio.Queue[str | None](maxsize=1)
    async with asyncio.TaskGroup() as group:
        group.create_task(receive(queue))
        while (page := await queue.get()) is not None:
            await save(page)


if __name__ == "__main__":
    asyncio.run(main())
