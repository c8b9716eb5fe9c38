"""큐에 넣는 일을 이벤트 루프에게 부탁하면 루프가 깨어난다."""

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
    loop = asyncio.get_running_loop()

    def on_progress(percent: int) -> None:
        loop.call_soon_threadsafe(progress.put_nowait, percent)

    async with asyncio.TaskGroup() as group:
        group.create_task(show(progress))
        group.create_task(asyncio.to_thread(download, on_progress))


if __name__ == "__main__":
    asyncio.run(main())
