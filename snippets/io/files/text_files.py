"""aiofiles로 세 줄을 쓰고 다시 읽는 동안 다른 태스크도 계속 움직인다."""

import asyncio
import contextlib
import os
import tempfile
import time

import aiofiles


def slow_opener(path: str, flags: int) -> int:
    """파일을 여는 데 0.45초가 걸리는 디스크를 흉내 낸다."""
    time.sleep(0.45)
    return os.open(path, flags)


async def ticker() -> None:
    for _ in range(2):
        await asyncio.sleep(0.3)
        print("  (ticker 실행)")


async def async_file_demo() -> None:
    """비동기 파일 I/O 데모"""
    print("=== 비동기 파일 I/O ===")

    # 비동기 파일 쓰기
    async with aiofiles.open("async_test.txt", "w", encoding="utf-8", opener=slow_opener) as f:
        await f.write("비동기로 작성된 첫 번째 줄\n")
        await f.write("비동기로 작성된 두 번째 줄\n")
        await f.write("비동기로 작성된 세 번째 줄\n")
    print("파일 쓰기 완료")

    # 비동기 파일 읽기
    async with aiofiles.open("async_test.txt", encoding="utf-8", opener=slow_opener) as f:
        contents = await f.read()
    print(f"파일 내용:\n{contents}", end="")


async def main() -> None:
    await asyncio.gather(async_file_demo(), ticker())


if __name__ == "__main__":
    # 임시 폴더에서 실행하고, 끝나면 폴더째 지운다
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        asyncio.run(main())
