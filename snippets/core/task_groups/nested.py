"""그룹 안의 그룹이 실패를 제 안에서 처리하면, 바깥 그룹의 형제는 취소되지 않는다."""

import asyncio
from collections.abc import Callable, Coroutine


async def load(part: str, delay: float) -> None:
    await asyncio.sleep(delay)
    if part == "날씨":
        raise ConnectionError("날씨 서버에 연결할 수 없음")
    print(f"  {part} 받음")


async def sidebar() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(load("날씨", 0.1))
        group.create_task(load("광고", 0.4))


async def careful_sidebar() -> None:
    try:
        await sidebar()
    except* ConnectionError:
        print("  옆 칸은 비워 둠")


async def show(side: Callable[[], Coroutine[None, None, None]]) -> None:
    print(side.__name__)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(load("본문", 0.6))
            group.create_task(side())
        print("  페이지를 보여 줌")
    except* ConnectionError as failed:
        print("  페이지를 보여 줄 수 없음")
        print(f"  {failed!r}")


async def main() -> None:
    await show(careful_sidebar)
    await show(sidebar)


if __name__ == "__main__":
    asyncio.run(main())
