"""상관없는 두 리소스를 한 줄에 열었더니 하나씩 열린다."""

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


async def main() -> None:
    start = time.perf_counter()
    async with open_resource("DB커넥션") as db, open_resource("캐시") as cache:
        await use(db)
        await use(cache)
    print(f"걸린 시간: {time.perf_counter() - start:.1f}초")


if __name__ == "__main__":
    asyncio.run(main())
