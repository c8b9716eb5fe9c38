"""그룹이 끝나는 네 가지 길에서 형제가 어떻게 되고 무엇이 블록 밖으로 나오는지 본다."""

import asyncio
from collections.abc import Awaitable, Callable


async def fail() -> None:
    raise ValueError("잘못된 값")


async def child_fails(group: asyncio.TaskGroup) -> None:
    group.create_task(fail())
    await asyncio.sleep(0.1)
    print("본문이 끝까지 실행됨")  # 본문의 await도 취소되므로 나오지 않는다


async def body_fails(group: asyncio.TaskGroup) -> None:
    await fail()


async def cancelled_from_outside(group: asyncio.TaskGroup) -> None:
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().call_later(0.1, task.cancel)
    await asyncio.sleep(0.4)


async def one_child_cancelled(group: asyncio.TaskGroup) -> None:
    group.create_task(asyncio.sleep(0.4)).cancel()


async def ending(body: Callable[[asyncio.TaskGroup], Awaitable[None]]) -> None:
    siblings: list[asyncio.Task[None]] = []

    async def block() -> None:
        async with asyncio.TaskGroup() as group:
            siblings.append(group.create_task(asyncio.sleep(0.4)))
            await body(group)

    parent = asyncio.create_task(block())
    await asyncio.wait([parent])  # 예외를 일으키지 않고 끝나기만 기다린다
    sibling = "취소됨" if siblings[0].cancelled() else "끝까지 실행됨"
    out = "CancelledError" if parent.cancelled() else repr(parent.exception())
    print(body.__name__)
    print(f"  형제: {sibling}")
    print(f"  밖으로: {out}")


async def main() -> None:
    for body in (child_fails, body_fails, cancelled_from_outside, one_child_cancelled):
        await ending(body)


if __name__ == "__main__":
    asyncio.run(main())
