"""같은 실패를 일곱 가지로 시작해, 예외가 기다린 곳과 이벤트 루프 가운데 어디에 나타나는지 적는다."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

pool = ThreadPoolExecutor(1)
reported: list[str] = []


def crash() -> None:
    raise ConnectionError("연결이 끊겼습니다")


async def fail() -> None:
    await asyncio.sleep(0.05)
    crash()


async def start(way: str) -> None:
    if way == "await":
        await fail()
    elif way == "create_task, await":
        await asyncio.create_task(fail())
    elif way == "TaskGroup":
        async with asyncio.TaskGroup() as group:
            group.create_task(fail())
    elif way == "to_thread":
        await asyncio.to_thread(crash)
    elif way == "create_task":
        _task = asyncio.create_task(fail())  # noqa: RUF006 - 아무도 기다리지 않음을 보인다
    elif way == "call_soon":
        asyncio.get_running_loop().call_soon(crash)
    elif way == "pool.submit":
        pool.submit(crash)
    await asyncio.sleep(0.15)


def handler(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """받을 곳이 없는 예외가 마지막으로 오는 곳"""
    message, error = context["message"], context.get("exception")
    reported.append(f"{type(error).__name__}, {message.split(' at ')[0]}")


async def main() -> None:
    asyncio.get_running_loop().set_exception_handler(handler)
    awaited = ["await", "create_task, await", "TaskGroup", "to_thread"]
    for way in [*awaited, "create_task", "call_soon", "pool.submit"]:
        caught = "-"
        try:
            await start(way)
        except Exception as error:
            caught = type(error).__name__
        await asyncio.sleep(0.1)
        print(f"{way:20}기다린 곳: {caught:17}이벤트 루프: {reported.pop() if reported else '-'}")


if __name__ == "__main__":
    with pool:
        asyncio.run(main())
