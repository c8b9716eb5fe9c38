"""제때 끝나지 않으면 살아 있는 태스크가 각각 어디에서 기다리는지 알린다."""

import asyncio
from types import CoroutineType
from typing import Any


def where(task: asyncio.Task[Any]) -> str:
    names = []
    coroutine: object = task.get_coro()
    while isinstance(coroutine, CoroutineType):
        names.append(coroutine.__qualname__)
        coroutine = coroutine.cr_await
    return " → ".join(names)


async def watchdog(limit: float) -> None:
    await asyncio.sleep(limit)
    print(f"{limit}초가 지나도 끝나지 않음. 살아 있는 태스크:")
    for task in sorted(asyncio.all_tasks(), key=asyncio.Task.get_name):
        if task is not asyncio.current_task():
            print(f"  {task.get_name()}: {where(task)}")


async def read(queue: asyncio.Queue[str]) -> None:
    for row in ["10", "20", "서른", "40", "50", "60"]:
        await queue.put(row)


async def write(queue: asyncio.Queue[str]) -> None:
    while True:
        print(f"저장: {int(await queue.get())}")
        queue.task_done()


async def copy(queue: asyncio.Queue[str]) -> None:
    await read(queue)
    await queue.join()
    print("복사 끝")


async def main() -> None:
    queue = asyncio.Queue[str](maxsize=2)
    writer = asyncio.create_task(write(queue), name="writer")
    copier = asyncio.create_task(copy(queue), name="copier")
    dog = asyncio.create_task(watchdog(0.3), name="watchdog")
    await asyncio.wait([copier], timeout=0.6)  # 이 예제는 끝나야 하므로

    print(f"writer에게 물으면: {writer.exception()!r}" if writer.done() else "writer는 일하는 중")
    for task in (writer, copier, dog):
        task.cancel()


if __name__ == "__main__":
    asyncio.run(main())
