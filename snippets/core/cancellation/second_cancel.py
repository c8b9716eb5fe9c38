"""정리가 기다리는 동안 또 취소되면, 정리도 거기서 끊긴다."""

import asyncio
from collections.abc import Callable, Coroutine


async def close() -> None:
    await asyncio.sleep(0.6)  # 작별 인사를 보내고 대답을 기다린다
    print("  연결을 닫음")


async def unprotected() -> None:
    try:
        await asyncio.sleep(1)
    finally:
        await close()


async def protected() -> None:
    try:
        await asyncio.sleep(1)
    finally:
        await finish(asyncio.create_task(close()))


async def finish(task: asyncio.Task[None]) -> None:
    """task가 끝날 때까지 기다린다. 그동안 온 취소는 끝난 다음에 일으킨다."""
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError as error:
            print("  닫는 중이므로 조금 더 기다림")
            cancelled = error
    if cancelled:
        raise cancelled


async def cancel_twice(work: Callable[[], Coroutine[None, None, None]]) -> None:
    print(work.__name__)
    task = asyncio.create_task(work())
    for _ in range(2):
        await asyncio.sleep(0.2)
        task.cancel()
    await asyncio.wait([task])
    print(f"  cancelled={task.cancelled()}")


async def main() -> None:
    await cancel_twice(unprotected)
    await cancel_twice(protected)


if __name__ == "__main__":
    asyncio.run(main())
