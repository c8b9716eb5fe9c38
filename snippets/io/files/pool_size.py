"""함께 열리는 파일의 수는 gather()에 넘긴 수가 아니라 스레드의 수가 정한다."""

import asyncio
import contextlib
import os
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import aiofiles


def slow_opener(path: str, flags: int) -> int:
    """파일을 여는 데 0.4초가 걸리는 디스크를 흉내 낸다."""
    time.sleep(0.4)
    return os.open(path, flags)


async def read(name: str, pool: ThreadPoolExecutor) -> bytes:
    async with aiofiles.open(name, "rb", opener=slow_opener, executor=pool) as f:
        return await f.read()


async def main(names: list[str]) -> None:
    with ThreadPoolExecutor(2, thread_name_prefix="disk") as two:
        contents = await asyncio.gather(*(read(name, two) for name in names))
    print(f"파일 {len(contents)}개를 스레드 둘로 읽음")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        files = ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"]
        for file in files:
            Path(file).write_text("내용", encoding="utf-8")
        asyncio.run(main(files))
