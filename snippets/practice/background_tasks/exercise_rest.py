"""쉬는 대신, 그만하라는 부탁을 쉬는 시간만큼 기다린다."""

import asyncio
import os
import signal
from contextlib import suppress


async def look_around() -> None:
    await asyncio.sleep(0.2)
    print("  둘러봄")


async def look_regularly(stopping: asyncio.Event) -> None:
    while not stopping.is_set():
        await look_around()
        with suppress(TimeoutError):
            async with asyncio.timeout(0.9):  # 쉬었다가 다시 둘러본다
                await stopping.wait()


async def main(seconds: float) -> None:
    stopping = asyncio.Event()

    def stop() -> None:
        print("  SIGTERM")
        stopping.set()

    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop)
    loop.call_later(seconds, os.kill, os.getpid(), signal.SIGTERM)
    await look_regularly(stopping)
    print("  그만둠")


if __name__ == "__main__":
    print("쉬는 중에 받으면")
    asyncio.run(main(0.5))
    print("둘러보는 중에 받으면")
    asyncio.run(main(0.1))
