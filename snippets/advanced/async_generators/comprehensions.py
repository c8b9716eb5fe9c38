"""컴프리헨션의 await는 하나씩 기다리고, 괄호로 쓰면 비동기 제너레이터가 된다."""

import asyncio
import time
from collections.abc import Awaitable


async def square(number: int) -> int:
    await asyncio.sleep(0.1)
    return number * number


async def measure(name: str, made: Awaitable[list[int]]) -> None:
    start = time.perf_counter()
    result = await made
    print(f"{name}: {result}, {time.perf_counter() - start:.1f}초")


async def awaited() -> list[int]:
    return [await square(number) for number in (1, 2, 3)]


async def main() -> None:
    await measure("컴프리헨션", awaited())
    await measure("gather", asyncio.gather(*(square(number) for number in (1, 2, 3))))

    lazy = (await square(number) for number in (1, 2, 3))
    print(f"괄호로 쓰면: {type(lazy).__name__}")
    try:
        print(sum(lazy))  # type: ignore[call-overload]  # mypy가 잡아내는 실수를 일부러 한다
    except TypeError as error:
        print(f"TypeError: {error}")


if __name__ == "__main__":
    asyncio.run(main())
