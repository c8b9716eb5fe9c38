"""JSON은 문자열로 바꾸어 쓰고, 문자열로 읽어 되돌린다."""

import asyncio
import contextlib
import json
import tempfile

import aiofiles


async def async_file_demo() -> None:
    """비동기 JSON 처리"""
    data = {
        "name": "비동기 데이터",
        "items": ["아이템1", "아이템2", "아이템3"],
        "timestamp": "2024-01-01",
    }

    text = json.dumps(data, ensure_ascii=False, indent=2)  # await 없음
    async with aiofiles.open("async_data.json", "w", encoding="utf-8") as f:
        await f.write(text)

    async with aiofiles.open("async_data.json", encoding="utf-8") as f:
        json_content = await f.read()
    loaded_data = json.loads(json_content)  # await 없음
    print(f"JSON 데이터: {loaded_data}")
    print(f"쓴 것과 같은가: {loaded_data == data}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        asyncio.run(async_file_demo())
