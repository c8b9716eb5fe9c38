"""gather()로 묶었는데도 느린 파일 셋을 하나씩 연다."""

import asyncio
import contextlib
import os
import tempfile
import time
from pathlib import Path


def slow_opener(path: str, flags: int) -> int:
    """파일을 여는 데 0.3초가 걸리는 디스크를 흉내 낸다."""
    time.sleep(0.3)
    return os.open(path, flags)


async def read(name: str) -> str:
    with open(name, opener=slow_opener, encoding="utf-8") as f:  # noqa: ASYNC230 (여기를 고친다)
        return f.read()


async def main(names: list[str]) -> None:
    start = time.perf_counter()
    texts = await asyncio.gather(*(read(name) for name in names))
    print(f"{texts} {time.perf_counter() - start:.1f}초")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        files = ["a.txt", "b.txt", "c.txt"]
        for file in files:
            Path(file).write_text(f"{file}의 내용", encoding="utf-8")
        asyncio.run(main(files))
