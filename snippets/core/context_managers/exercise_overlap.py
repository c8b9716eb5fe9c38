"""태스크마다 자기 리소스를 열면 함께 열린다."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


async def connect(name: str) -> None:
    await asyncio.sleep(0.2)


@asynccontextmanager
async def open_resource(name: str) -> AsyncIterator[str]:
    await connect(name)
    try:
        yield name
    finally:
        await asyncio.sleep(0.1)
        print(f"{name} 닫힘")


async def use(name: str) -> None:
    await asyncio.sleep(0.1)
    print(f"{name} 사용")


async def open_and_use(name: str) -> None:
    async with open_resource(name) as resource:
        await use(resource)


async def main() -> None:
    start = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        group.create_task(open_and_use("DB커넥션"))
        group.create_task(open_and_use("캐시"))
    print(f"걸린 시간: {time.perf_counter() - start:.1f}초")


if __name__ == "__main__":
    asyncio.run(main())
