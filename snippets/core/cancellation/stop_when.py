"""이벤트가 오면 블록을 그만두는 컨텍스트 관리자를 cancel()과 uncancel()로 만든다."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


@asynccontextmanager
async def stop_when(event: asyncio.Event) -> AsyncIterator[None]:
    task = asyncio.current_task()
    assert task is not None
    before = task.cancelling()
    mine = False

    async def watch() -> None:
        nonlocal mine
        await event.wait()
        mine = True
        task.cancel()

    watcher = asyncio.create_task(watch())
    try:
        yield
    except asyncio.CancelledError:
        # 내가 보낸 요청 하나를 거둔다. 그래도 들어올 때보다 많으면 남이 보낸 것이 있다.
        if not mine or task.uncancel() > before:
            raise
    finally:
        watcher.cancel()


async def read_news(name: str, closing: asyncio.Event) -> None:
    async with stop_when(closing):
        for number in range(1, 6):
            await asyncio.sleep(0.5)
            print(f"  {name} {number}")
    print("  읽은 데까지 저장함")


async def main() -> None:
    print("이벤트로 그만두기")
    closing = asyncio.Event()
    asyncio.get_running_loop().call_later(0.75, closing.set)
    await read_news("소식", closing)

    print("밖에서 취소하기")
    task = asyncio.create_task(read_news("날씨", asyncio.Event()))
    await asyncio.sleep(0.75)
    task.cancel()
    await asyncio.wait([task])
    print(f"  cancelled={task.cancelled()}")


if __name__ == "__main__":
    asyncio.run(main())
