"""파일을 다 읽어 들이지 않고 async for로 한 줄씩 읽는다."""

import asyncio
import contextlib
import tempfile

import aiofiles


async def count_errors(name: str) -> int:
    count = 0
    async with aiofiles.open(name, encoding="utf-8") as f:
        async for line in f:  # 줄마다 기다린다
            if line.startswith("오류"):
                count += 1
                print(f"찾음: {line.rstrip()}")
    return count


async def main() -> None:
    async with aiofiles.open("server.log", "w", encoding="utf-8") as f:
        await f.writelines(["시작\n", "오류 404\n", "정상\n", "오류 500\n"])
    print(f"오류 {await count_errors('server.log')}건")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        asyncio.run(main())
