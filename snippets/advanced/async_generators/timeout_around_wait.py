"""시간제한은 기다리는 곳만 감싸고, yield는 그 밖에 둔다."""

import asyncio
from collections.abc import AsyncIterator


async def wait_for_sensor(value: int) -> int:
    await asyncio.sleep(0.1 if value < 3 else 5)  # 셋째 값은 제때 오지 않는다
    return value


async def readings() -> AsyncIterator[int]:
    for value in (1, 2, 3):
        try:
            async with asyncio.timeout(0.3):
                received = await wait_for_sensor(value)
        except TimeoutError:
            print("readings: 시간 초과")
            return
        yield received


async def save(value: int) -> None:
    await asyncio.sleep(0.4)
    print(f"{value} 저장")


async def collect() -> None:
    async for value in readings():
        print(f"{value} 받음")
        await save(value)


if __name__ == "__main__":
    asyncio.run(collect())
