"""json.loads()는 스레드에 맡겨도 이벤트 루프를 멈춘다."""

import asyncio
import json
from typing import Any

TEXT = json.dumps([{"id": i, "price": i % 1000} for i in range(300_000)])
gaps: list[float] = []  # ticker가 한 번 쉬는 데 걸린 시간들


async def ticker() -> None:
    loop = asyncio.get_running_loop()
    while True:
        before = loop.time()
        await asyncio.sleep(0.01)
        gaps.append(loop.time() - before)


async def in_loop() -> Any:
    return json.loads(TEXT)


async def in_thread() -> Any:
    return await asyncio.to_thread(json.loads, TEXT)


async def main() -> None:
    for parse in (in_loop, in_thread):
        gaps.clear()
        ticking = asyncio.create_task(ticker())
        await asyncio.sleep(0.05)  # ticker가 제때 실행되는 모습도 남긴다
        items = await parse()
        await asyncio.sleep(0.05)
        ticking.cancel()
        print(f"{parse.__name__}: {len(items):,}개, 루프가 가장 오래 멈춘 시간 {max(gaps):.3f}초")


if __name__ == "__main__":
    asyncio.run(main())
