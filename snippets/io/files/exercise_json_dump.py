"""json.dump()에 비동기 파일을 넘기면 오류도 없이 아무것도 쓰이지 않는다."""

import asyncio
import contextlib
import json
import tempfile
import warnings

import aiofiles


async def with_dump(data: list[int]) -> None:
    async with aiofiles.open("data.json", "w", encoding="utf-8") as f:
        json.dump(data, f)  # f.write()를 부르기만 하고 기다리지 않는다


async def with_dumps(data: list[int]) -> None:
    async with aiofiles.open("data.json", "w", encoding="utf-8") as f:
        await f.write(json.dumps(data))


async def main() -> None:
    for write in (with_dump, with_dumps):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            await write([1, 2, 3])
        async with aiofiles.open("data.json", encoding="utf-8") as f:
            print(f"{write.__name__}: 파일 내용 {await f.read()!r}")
        for warning in caught[:1]:  # 같은 경고가 여럿이라 하나만 본다
            print(f"  {warning.message}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        asyncio.run(main())
