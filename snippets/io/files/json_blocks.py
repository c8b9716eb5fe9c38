"""read()는 이벤트 루프를 놓아주지만 json.loads()는 붙든다."""

import asyncio
import contextlib
import json
import tempfile

import aiofiles

ticks: list[float] = []  # 이벤트 루프가 돌고 있었다는 흔적


async def ticker() -> None:
    loop = asyncio.get_running_loop()
    while True:
        ticks.append(loop.time())
        await asyncio.sleep(0.01)


async def load(name: str) -> None:
    async with aiofiles.open(name, encoding="utf-8") as f:
        text = await f.read()
    before = len(ticks)
    items = json.loads(text)
    print(f"{len(items):,}개를 해석하는 동안 {len(ticks) - before}번 셈")


async def main() -> None:
    async with aiofiles.open("big.json", "w", encoding="utf-8") as f:
        await f.write("[" + ",".join(["12345"] * 2_000_000) + "]")
    counting = asyncio.create_task(ticker())
    await load("big.json")
    counting.cancel()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        asyncio.run(main())
