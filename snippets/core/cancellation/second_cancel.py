"""정리가 기다리는 동안 또 취소되면, 정리도 거기서 끊긴다."""

import asyncio
from collections.abc import Callable, Coroutine


async def close() -> None:
    await asyncio.sleep(0.4)  # 작별 인사를 보내고 대답을 기다린다
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
        closing = asyncio.create_task(close())
        while not closing.done():
            try:
                await asyncio.shield(closing)
            except asyncio.CancelledError:
                print("  닫는 중이므로 조금 더 기다림")


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
