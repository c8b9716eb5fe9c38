"""json.dump()에 비동기 파일을 넘겼더니 파일이 비어 있다."""

import asyncio
import contextlib
import json
import linecache
import tempfile
import warnings

import aiofiles


async def save(name: str, data: list[int]) -> None:
    async with aiofiles.open(name, "w", encoding="utf-8") as f:
        json.dump(data, f)


async def main() -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        await save("data.json", [1, 2, 3])
    async with aiofiles.open("data.json", encoding="utf-8") as f:
        print(f"파일 내용: {await f.read()!r}")
    for warning in caught[:1]:  # 같은 경고가 여러 번 나와 하나만 본다
        print(f"경고: {warning.message}")
        print(f"경고가 난 줄: {linecache.getline(warning.filename, warning.lineno).strip()}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        asyncio.run(main())
