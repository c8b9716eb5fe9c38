"""취소를 받아넘기고 요청을 거두지 않으면, 나중의 TaskGroup이 그 요청을 되살린다."""

import asyncio


async def fail() -> None:
    raise ValueError("잘못된 값")


async def stubborn(uncancel: bool) -> None:
    task = asyncio.current_task()
    assert task is not None
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        if uncancel:
            task.uncancel()
    print(f"  취소를 받아넘김, 남은 요청 {task.cancelling()}건")
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fail())
    except* ValueError:
        print("  그룹의 실패를 처리함")
    await asyncio.sleep(0.1)
    print("  끝까지 옴")


async def main() -> None:
    for uncancel in (True, False):
        print("uncancel()을 호출하면" if uncancel else "호출하지 않으면")
        task = asyncio.create_task(stubborn(uncancel))
        await asyncio.sleep(0.1)
        task.cancel()
        await asyncio.wait([task])
        print(f"  cancelled={task.cancelled()}")


if __name__ == "__main__":
    asyncio.run(main())
