"""비동기 제너레이터를 도중에 그만 쓰면 aclosing()으로 닫는다."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing


async def read_lines(name: str) -> AsyncGenerator[str, None]:
    try:
        for number in (1, 2, 3):
            await asyncio.sleep(0.1)
            yield f"{name}: {number}번째 줄"
    finally:
        await asyncio.sleep(0.1)
        print(f"{name}: 연결 닫힘")


async def just_break() -> None:
    async for line in read_lines("break만"):
        print(line)
        break
    print("break만: 루프 다음 줄")


async def with_aclosing() -> None:
    async with aclosing(read_lines("aclosing")) as lines:
        async for line in lines:
            print(line)
            break
    print("aclosing: 블록 다음 줄")


async def main() -> None:
    await just_break()
    await asyncio.sleep(0.5)
    await with_aclosing()


if __name__ == "__main__":
    asyncio.run(main())
