"""컨텍스트 변수의 값이 어디까지 건너가고, 거기서 바꾼 값이 돌아오는지 적는다."""

import asyncio
import threading
from contextvars import ContextVar, copy_context

color: ContextVar[str] = ContextVar("color", default="기본값")
seen = "-"


def paint() -> None:
    """무엇이 보이는지 적고, 바꾼다."""
    global seen
    seen = color.get()
    color.set("빨강")


async def paint_async() -> None:
    paint()


def paint_through_loop(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.run_coroutine_threadsafe(paint_async(), loop).result(timeout=5)


async def start(way: str) -> None:
    loop = asyncio.get_running_loop()
    if way == "await":
        await paint_async()
    elif way == "timeout()":
        async with asyncio.timeout(5):
            await paint_async()
    elif way == "create_task":
        await asyncio.create_task(paint_async())
    elif way == "to_thread":
        await asyncio.to_thread(paint)
    elif way == "run_coroutine_threadsafe":
        await asyncio.to_thread(paint_through_loop, loop)
    elif way == "run_in_executor":
        await loop.run_in_executor(None, paint)
    elif way == "copy_context().run":
        await loop.run_in_executor(None, copy_context().run, paint)
    elif way == "Thread":
        thread = threading.Thread(target=paint)
        thread.start()
        thread.join()


async def main() -> None:
    ways = ["await", "timeout()", "create_task", "to_thread", "run_coroutine_threadsafe"]
    for way in [*ways, "run_in_executor", "copy_context().run", "Thread"]:
        color.set("파랑")
        await start(way)
        print(f"{way:26}안에서 본 것 {seen}, 돌아와서 본 것 {color.get()}")


if __name__ == "__main__":
    asyncio.run(main())
