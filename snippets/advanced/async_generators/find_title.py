"""쪽마다 나뉜 목록을 모두 모아 돌려주기와, 받는 대로 하나씩 내주기를 비교한다."""

import asyncio
import time
from collections.abc import AsyncIterator

PAGES = [["코루틴", "태스크"], ["퓨처", "큐"], ["락", "이벤트"], ["배리어", "시그널"]]


async def fetch_page(number: int) -> list[str]:
    await asyncio.sleep(0.2)
    return PAGES[number - 1]


async def all_titles() -> list[str]:
    found = []
    for number in range(1, len(PAGES) + 1):
        found += await fetch_page(number)
    return found


async def titles() -> AsyncIterator[str]:
    for number in range(1, len(PAGES) + 1):
        for title in await fetch_page(number):
            yield title


async def in_list(word: str) -> None:
    for title in await all_titles():
        if title == word:
            break


async def on_the_way(word: str) -> None:
    async for title in titles():
        if title == word:
            break


async def main() -> None:
    for way in (in_list, on_the_way):
        start = time.perf_counter()
        await way("큐")
        print(f"{way.__name__}: {time.perf_counter() - start:.1f}초에 찾음")


if __name__ == "__main__":
    asyncio.run(main())
