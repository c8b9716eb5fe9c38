"""except Exception은 취소를 지나치고, except BaseException은 취소를 삼킨다."""

import asyncio
from collections.abc import Callable, Coroutine


async def poll_exception() -> None:
    for _ in range(3):
        try:
            await asyncio.sleep(0.3)
        except Exception:
            print("  실패, 다시 시도")


async def poll_base_exception() -> None:
    for _ in range(3):
        try:
            await asyncio.sleep(0.3)
        except BaseException:  # except: 라고만 써도 같다
            print("  실패, 다시 시도")


async def cancel_after_a_while(poll: Callable[[], Coroutine[None, None, None]]) -> None:
    print(poll.__name__)
    task = asyncio.create_task(poll())
    await asyncio.sleep(0.1)
    task.cancel()
    await asyncio.wait([task])
    print(f"  cancelled={task.cancelled()}")


async def main() -> None:
    print(" < ".join(kind.__name__ for kind in asyncio.CancelledError.__mro__))
    await cancel_after_a_while(poll_exception)
    await cancel_after_a_while(poll_base_exception)


if __name__ == "__main__":
    asyncio.run(main())
