"""느린 파일 셋을 함께 읽되, 스레드가 하나뿐이면 줄을 선다."""

import asyncio
import contextlib
import os
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import aiofiles


def slow_opener(path: str, flags: int) -> int:
    """파일을 여는 데 0.3초가 걸리는 디스크를 흉내 낸다."""
    time.sleep(0.3)
    return os.open(path, flags)


async def read(name: str, pool: ThreadPoolExecutor | None) -> bytes:
    async with aiofiles.open(name, "rb", opener=slow_opener, executor=pool) as f:
        return await f.read()


async def main(names: list[str]) -> None:
    with ThreadPoolExecutor(1, thread_name_prefix="single") as single:
        for label, pool in (("기본 스레드 풀", None), ("스레드 하나", single)):
            start = time.perf_counter()
            await asyncio.gather(*(read(name, pool) for name in names))
            print(f"{label}: {time.perf_counter() - start:.1f}초")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        files = ["a.txt", "b.txt", "c.txt"]
        for file in files:
            Path(file).write_text("내용", encoding="utf-8")
        asyncio.run(main(files))
