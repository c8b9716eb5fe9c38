"""두 태스크가 하나를 함께 돌면 제너레이터는 거절하고, 클래스는 만들기에 달렸다."""

import asyncio
from collections.abc import AsyncIterator

LAST = 4


async def pages() -> AsyncIterator[int]:
    for number in range(1, LAST + 1):
        await asyncio.sleep(0.1)
        yield number


class Pages:
    def __init__(self) -> None:
        self.number = 0

    def __aiter__(self) -> AsyncIterator[int]:
        return self

    async def __anext__(self) -> int:
        if self.number == LAST:
            raise StopAsyncIteration
        self.number += 1  # 기다리기 전에 번호를 가져간다
        number = self.number
        await asyncio.sleep(0.1)
        return number


async def worker(source: AsyncIterator[int]) -> list[int]:
    return [number async for number in source]


async def share(source: AsyncIterator[int]) -> None:
    workers = [worker(source), worker(source)]
    results = await asyncio.gather(*workers, return_exceptions=True)
    for name, result in zip("AB", results, strict=True):
        print(f"  {name}: {result!r}")


async def main() -> None:
    for source in (pages(), Pages()):
        print(f"{type(source).__name__}:")
        await share(source)


if __name__ == "__main__":
    asyncio.run(main())
