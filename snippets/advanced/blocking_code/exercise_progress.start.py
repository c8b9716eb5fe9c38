"""진행 상황이 다 끝난 다음에 한꺼번에 나온다."""

import asyncio
import time
from collections.abc import Callable


def download(on_progress: Callable[[int], object]) -> None:
    """고칠 수 없는 동기 라이브러리. 0.2초마다 진행 상황을 알린다."""
    for percent in (25, 50, 75, 100):
        time.sleep(0.2)
        on_progress(percent)


async def show(progress: asyncio.Queue[int]) -> None:
    percent = 0
    while percent < 100:
        percent = await progress.get()
        print(f"{percent}%")


async def main() -> None:
    progress: asyncio.Queue[int] = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        group.create_task(show(progress))
        group.create_task(asyncio.to_thread(download, progress.put_nowait))


if __name__ == "__main__":
    asyncio.run(main())
