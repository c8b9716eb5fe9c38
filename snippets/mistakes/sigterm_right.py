"""SIGTERM을 받으면 main을 취소해 finally를 지나게 한다."""

import asyncio
import contextlib
import os
import signal


async def main() -> None:
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task
    loop.add_signal_handler(signal.SIGTERM, task.cancel)
    try:
        print("일하는 중", flush=True)
        loop.call_later(0.2, os.kill, os.getpid(), signal.SIGTERM)
        await asyncio.sleep(10)
    finally:
        print("저장하고 끝냄")


if __name__ == "__main__":
    with contextlib.suppress(asyncio.CancelledError):
        asyncio.run(main())
