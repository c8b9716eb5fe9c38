"""시간제한이 yield를 감싸면, 제너레이터가 아니라 쓰는 쪽의 본문이 취소된다."""

import asyncio
from collections.abc import AsyncIterator


async def readings() -> AsyncIterator[int]:
    try:
        async with asyncio.timeout(0.8):
            for value in (1, 2, 3):
                await asyncio.sleep(0.1)  # 센서를 기다린다
                yield value
    except TimeoutError:
        print("readings: 시간 초과")


async def save(value: int) -> None:
    await asyncio.sleep(0.4)
    print(f"{value} 저장")


async def collect() -> None:
    try:
        async for value in readings():
            print(f"{value} 받음")
            await save(value)
    except TimeoutError:
        print("collect: 시간 초과")
    except asyncio.CancelledError:
        print("collect: 취소됨")
        raise


async def main() -> None:
    task = asyncio.create_task(collect())
    await asyncio.wait([task])
    print(f"cancelled={task.cancelled()}")


if __name__ == "__main__":
    asyncio.run(main())
