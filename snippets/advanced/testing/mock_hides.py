"""AsyncMock으로 바꾼 요청은 멈추지 않아서, 동시에 실행할 때의 버그가 숨는다."""

import asyncio
from collections.abc import Awaitable, Callable
from unittest.mock import AsyncMock

Fetch = Callable[[str], Awaitable[str]]
cache: dict[str, str] = {}


async def get(key: str, fetch: Fetch) -> str:
    if key not in cache:
        cache[key] = await fetch(key)
    return cache[key]


async def suspends(key: str) -> str:
    await asyncio.sleep(0)  # 한 번은 제어권을 넘긴다
    return "토큰"


async def three_at_once(name: str, fetch: AsyncMock) -> None:
    cache.clear()
    await asyncio.gather(*(get("token", fetch) for _ in range(3)))
    print(f"{name}: 요청 {fetch.await_count}번")


async def main() -> None:
    await three_at_once("return_value", AsyncMock(return_value="토큰"))
    await three_at_once("side_effect", AsyncMock(side_effect=suspends))


if __name__ == "__main__":
    asyncio.run(main())
