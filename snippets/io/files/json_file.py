"""파일은 await로 함께 읽고 쓰고, JSON 변환은 그 사이에 await 없이 한다."""

import asyncio
import contextlib
import json
import os
import tempfile
import time
from typing import Any

import aiofiles


def slow_opener(path: str, flags: int) -> int:
    """파일을 여는 데 0.3초가 걸리는 디스크를 흉내 낸다."""
    time.sleep(0.3)
    return os.open(path, flags)


async def save_json(name: str, data: dict[str, Any]) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=2)  # await 없음
    async with aiofiles.open(name, "w", encoding="utf-8", opener=slow_opener) as f:
        await f.write(text)


async def load_json(name: str) -> Any:
    async with aiofiles.open(name, encoding="utf-8", opener=slow_opener) as f:
        text = await f.read()
    return json.loads(text)  # await 없음


async def async_file_demo() -> None:
    """비동기 JSON 처리"""
    data = {
        "name": "비동기 데이터",
        "items": ["아이템1", "아이템2", "아이템3"],
        "timestamp": "2024-01-01",
    }
    names = ["first.json", "second.json", "third.json"]
    await asyncio.gather(*(save_json(name, data) for name in names))
    loaded = await asyncio.gather(*(load_json(name) for name in names))
    print(f"JSON 데이터: {loaded[0]}")
    print(f"셋 다 쓴 것과 같은가: {loaded == [data] * 3}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        asyncio.run(async_file_demo())
