"""json.loads()는 스레드에 맡겨도 이벤트 루프를 멈춘다."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

TEXT = json.dumps([{"id": i, "price": i % 1000} for i in range(100_000)])


async def in_loop() -> Any:
    return json.loads(TEXT)


async def in_thread() -> Any:
    return await asyncio.to_thread(json.loads, TEXT)


async def ticker(gaps: list[float]) -> None:
    loop = asyncio.get_running_loop()
    while True:
        before = loop.time()
        await asyncio.sleep(0.01)
        gaps.append(loop.time() - before)  # 0.01보다 길면 그만큼 루프가 멈춘 것이다


async def longest_stop(parse: Callable[[], Awaitable[Any]]) -> float:
    gaps: list[float] = []
    ticking = asyncio.create_task(ticker(gaps))
    await asyncio.sleep(0.03)
    await parse()
    await asyncio.sleep(0.03)
    ticking.cancel()
    return max(gaps)


async def main() -> None:
    for parse in (in_loop, in_thread):
        stops = [await longest_stop(parse) for _ in range(3)]
        print(f"{parse.__name__}: 루프가 멈춘 시간 {min(stops):.3f}초 (세 번 가운데 가장 짧은 것)")


if __name__ == "__main__":
    asyncio.run(main())
