"""async for가 하는 일을 anext()로 손수 해 본다. 클래스도 제너레이터도 같은 약속을 지킨다."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator


class Countdown:
    def __init__(self, start: int) -> None:
        self.left = start

    def __aiter__(self) -> AsyncIterator[int]:
        return self

    async def __anext__(self) -> int:
        if self.left == 0:
            raise StopAsyncIteration
        await asyncio.sleep(0.1)
        self.left -= 1
        return self.left + 1


async def countdown(start: int) -> AsyncIterator[int]:
    for number in range(start, 0, -1):
        await asyncio.sleep(0.1)
        yield number


async def by_hand(numbers: AsyncIterable[int]) -> None:
    iterator = aiter(numbers)  # __aiter__()를 호출한다
    while True:
        try:
            number = await anext(iterator)  # __anext__()를 호출하고 기다린다
        except StopAsyncIteration:
            print("더 없음")
            break
        print(number)


async def main() -> None:
    print("클래스:")
    await by_hand(Countdown(2))
    print("제너레이터:")
    await by_hand(countdown(2))


if __name__ == "__main__":
    asyncio.run(main())
