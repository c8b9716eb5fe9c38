"""겹겹이 싸인 예외 그룹을, 다시 시도할 실패와 그렇지 않은 실패로 나눈다."""

import asyncio
from collections.abc import Iterator


async def fetch(name: str, error: Exception, down: asyncio.Event) -> None:
    await down.wait()  # 셋이 같은 순간에 같은 사고를 만난다
    error.add_note(f"{name}에서")
    raise error


async def fetch_pair(down: asyncio.Event) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(fetch("서울", TimeoutError("늦음"), down))
        group.create_task(fetch("부산", ConnectionError("끊김"), down))


async def fetch_all() -> None:
    down = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(fetch("제주", ValueError("틀린 주소"), down))
        group.create_task(fetch_pair(down))
        await asyncio.sleep(0.1)
        down.set()


def is_temporary(error: BaseException) -> bool:
    return isinstance(error, (TimeoutError, ConnectionError))


def leaves(error: BaseException) -> Iterator[BaseException]:
    """겹겹이 싸인 것을 하나씩 꺼낸다."""
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from leaves(inner)
    else:
        yield error


def show(title: str, group: BaseException | None) -> None:
    print(title, [f"{error!r} {error.__notes__[0]}" for error in leaves(group)] if group else "없음")


async def main() -> None:
    try:
        await fetch_all()
    except ExceptionGroup as group:
        print(f"겹: {[type(error).__name__ for error in group.exceptions]}")
        temporary, rest = group.split(is_temporary)
        show("다시 시도할 것:", temporary)
        show("그렇지 않은 것:", rest)


if __name__ == "__main__":
    asyncio.run(main())
