"""한 블록에 나란히 쓴 리소스는 차례로, 태스크로 나눈 리소스는 함께 연결한다."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


async def connect(name: str) -> None:
    await asyncio.sleep(0.2)  # 연결 시뮬레이션


@asynccontextmanager
async def open_resource(name: str) -> AsyncIterator[str]:
    await connect(name)
    try:
        yield name
    finally:
        await asyncio.sleep(0.1)  # 정리 시뮬레이션


async def in_one_block() -> None:
    async with open_resource("DB커넥션"), open_resource("캐시"):
        await asyncio.sleep(0.1)  # 작업 시뮬레이션


async def use(name: str) -> None:
    async with open_resource(name):
        await asyncio.sleep(0.1)


async def in_tasks() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(use("DB커넥션"))
        group.create_task(use("캐시"))


async def main() -> None:
    for way in (in_one_block, in_tasks):
        start = time.perf_counter()
        await way()
        print(f"{way.__name__}: {time.perf_counter() - start:.1f}초")


if __name__ == "__main__":
    asyncio.run(main())
