"""SIGTERM을 받은 프로그램은 finally도 실행하지 않고 끝난다."""

import asyncio
import os
import signal


async def main() -> None:
    try:
        print("일하는 중", flush=True)
        asyncio.get_running_loop().call_later(0.2, os.kill, os.getpid(), signal.SIGTERM)
        await asyncio.sleep(10)
    finally:
        print("저장하고 끝냄")


if __name__ == "__main__":
    asyncio.run(main())
