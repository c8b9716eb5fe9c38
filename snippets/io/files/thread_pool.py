"""느린 디스크를 열 때 open()은 이벤트 루프의 스레드를, aiofiles는 다른 스레드를 차지한다."""

import asyncio
import contextlib
import os
import tempfile
import threading
import time
from pathlib import Path

import aiofiles

ticks: list[float] = []  # 이벤트 루프가 돌고 있었다는 흔적


async def ticker() -> None:
    loop = asyncio.get_running_loop()
    while True:
        await asyncio.sleep(0.2)
        ticks.append(loop.time())


def slow_opener(path: str, flags: int) -> int:
    """파일을 여는 데 0.5초가 걸리는 디스크를 흉내 낸다."""
    print(f"  파일을 연 스레드: {threading.current_thread().name}")
    time.sleep(0.5)
    return os.open(path, flags)


async def plain_open(name: str) -> str:
    # 일부러 이벤트 루프를 막아 본다
    with open(name, opener=slow_opener, encoding="utf-8") as f:  # noqa: ASYNC230 - 비교하려고 일부러
        return f.read()


async def aiofiles_open(name: str) -> str:
    async with aiofiles.open(name, opener=slow_opener, encoding="utf-8") as f:
        return await f.read()


async def main() -> None:
    for reader in (plain_open, aiofiles_open):
        print(reader.__name__)
        ticks.clear()
        counting = asyncio.create_task(ticker())
        await asyncio.sleep(0)  # ticker가 먼저 출발한다
        await reader("data.txt")
        print(f"  그동안 ticker가 실행된 횟수: {len(ticks)}")
        counting.cancel()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("data.txt").write_text("내용", encoding="utf-8")
        asyncio.run(main())
