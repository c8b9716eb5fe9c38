"""태스크 그룹은 컨텍스트 관리자가 열고, 제너레이터는 꺼내 주기만 한다."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


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


@asynccontextmanager
async def merged() -> AsyncIterator[AsyncIterator[str]]:
    queue = asyncio.Queue[str | None](maxsize=1)
    async with asyncio.TaskGroup() as group:
        feeds = [
            group.create_task(feed("A", 0.1, queue)),
            group.create_task(feed("B", 0.15, queue)),
        ]
        yield take(queue, len(feeds))
        for task in feeds:  # 본문이 그만 받으면 보내는 쪽도 그만둔다
            task.cancel()


async def first_only() -> None:
    async with merged() as items:
        async for item in items:
            print(f"  {item}만 받고 그만둠")
            break
    print("  블록 다음 줄")


async def slowly() -> None:
    async with merged() as items:
        async for item in items:
            print(f"  {item} 받음")
            await asyncio.sleep(0.6)


async def main() -> None:
    for use in (first_only, slowly):
        print(f"{use.__name__}:")
        try:
            await use()
        except* ConnectionError as failed:
            print(f"  받은 예외: {failed.exceptions[0]}")


if __name__ == "__main__":
    asyncio.run(main())
