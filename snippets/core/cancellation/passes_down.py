"""기다리던 쪽을 취소하면 기다리던 것도 취소된다. 떼어 놓는 방법은 둘이다."""

import asyncio
from collections.abc import Callable, Coroutine

Task = asyncio.Task[None]


async def work() -> None:
    await asyncio.sleep(0.4)


async def by_await(task: Task) -> None:
    await task


async def by_shield(task: Task) -> None:
    await asyncio.shield(task)


async def by_wait(task: Task) -> None:
    await asyncio.wait([task])


async def cancel_waiter(wait: Callable[[Task], Coroutine[None, None, None]]) -> None:
    task = asyncio.create_task(work())
    waiter = asyncio.create_task(wait(task))
    await asyncio.sleep(0.1)
    waiter.cancel()
    await asyncio.wait([task, waiter])
    print(f"{wait.__name__}: 기다리던 쪽 {waiter.cancelled()}, 기다리던 것 {task.cancelled()}")


async def main() -> None:
    print("취소되었는가?")
    for wait in (by_await, by_shield, by_wait):
        await cancel_waiter(wait)


if __name__ == "__main__":
    asyncio.run(main())
