"""async for는 한 줄마다 스레드에 다녀오고, 덩어리로 읽으면 몇 번이면 된다."""

import asyncio
import contextlib
import tempfile
import time
from pathlib import Path

import aiofiles


def count_errors(name: str) -> int:
    with open(name, encoding="utf-8") as f:
        return sum(line.startswith("오류") for line in f)


async def line_by_line(name: str) -> int:
    count = 0
    async with aiofiles.open(name, encoding="utf-8") as f:
        async for line in f:  # 줄마다 스레드에 맡기고 기다린다
            count += line.startswith("오류")
    return count


async def in_chunks(name: str) -> int:
    count = 0
    async with aiofiles.open(name, encoding="utf-8") as f:
        while lines := await f.readlines(64 * 1024):  # 64K자쯤 되는 만큼씩
            count += sum(line.startswith("오류") for line in lines)
    return count


async def one_thread(name: str) -> int:
    return await asyncio.to_thread(count_errors, name)  # 반복문째 맡긴다


async def main(name: str) -> None:
    for way in (line_by_line, in_chunks, one_thread):
        start = time.perf_counter()
        found = await way(name)
        took = (time.perf_counter() - start) * 1000
        print(f"{way.__name__}: 오류 {found}건, {took:.1f}밀리초")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        log = [f"{'오류' if i % 100 == 0 else '정상'} 요청 {i}\n" for i in range(10_000)]
        Path("server.log").write_text("".join(log), encoding="utf-8")
        asyncio.run(main("server.log"))
