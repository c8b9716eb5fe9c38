"""태스크 그룹이 yield를 감싸면, break도 자식의 실패도 엉뚱한 모습으로 나온다."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing


async def feed(name: str, gap: float, queue: asyncio.Queue[str | None]) -> None:
    for number in (1, 2, 3):
        await asyncio.sleep(gap)
        if name == "B" and number == 2:
            raise ConnectionError("B가 끊김")
        await queue.put(f"{name}{number}")
    await queue.put(None)  # 더 없다는 표시


async def take(queue: asyncio.Queue[str | None], open_feeds: int) -> AsyncIterator[str]:
    while open_feeds:
        item = await queue.get()
        if item is None:
            open_feeds -= 1
        else:
            yield item


async def merged() -> AsyncGenerator[str, None]:
    queue = asyncio.Queue[str | None](maxsize=1)
    async with asyncio.TaskGroup() as group:
        group.create_task(feed("A", 0.1, queue))
        group.create_task(feed("B", 0.15, queue))
        async for item in take(queue, 2):
            yield item


async def first_only() -> None:
    async with aclosing(merged()) as items:
        async for item in items:
            print(f"  {item}만 받고 그만둠")
            break


async def slowly() -> None:
    async with aclosing(merged()) as items:
        async for item in items:
            print(f"  {item} 받음")
            try:
                await asyncio.sleep(0.6)
            except asyncio.CancelledError:
                print("  본문이 취소됨")
                raise


async def main() -> None:
    for use in (first_only, slowly):
        print(f"{use.__name__}:")
        try:
            await use()
        except BaseExceptionGroup as failed:
            print(f"  밖으로 나온 것: {[type(error).__name__ for error in failed.exceptions]}")


if __name__ == "__main__":
    asyncio.run(main())
