"""바깥 제너레이터를 aclosing()으로 감쌌는데도 안쪽의 연결이 늦게 닫힌다."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing


async def lines() -> AsyncGenerator[str, None]:
    try:
        for number in (1, 2, 3):
            await asyncio.sleep(0.1)
            yield f"오류 {number}"
    finally:
        await asyncio.sleep(0.1)
        print("연결 닫힘")


async def numbers() -> AsyncGenerator[int, None]:
    async for line in lines():
        yield int(line.split()[1])


async def main() -> None:
    async with aclosing(numbers()) as found:
        async for number in found:
            print(f"첫 번호: {number}")
            break
    print("블록 다음 줄")
    await asyncio.sleep(0.3)


if __name__ == "__main__":
    asyncio.run(main())
