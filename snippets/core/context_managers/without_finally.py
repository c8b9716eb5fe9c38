"""본문의 예외는 yield 자리에서 다시 발생하므로 finally가 없으면 정리를 건너뛴다."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

open_connections: set[str] = set()


@asynccontextmanager
async def without_finally(name: str) -> AsyncIterator[str]:
    open_connections.add(name)
    yield name  # 본문의 예외가 이 줄에서 다시 발생한다
    print(f"{name} 정리")  # 그러면 여기까지 오지 못한다
    open_connections.discard(name)


@asynccontextmanager
async def with_finally(name: str) -> AsyncIterator[str]:
    open_connections.add(name)
    try:
        yield name
    finally:
        print(f"{name} 정리")
        open_connections.discard(name)


async def main() -> None:
    for manager in (without_finally, with_finally):
        try:
            async with manager(f"{manager.__name__} 연결") as name:
                await asyncio.sleep(0.1)
                raise ConnectionError(f"{name} 끊김")
        except ConnectionError as error:
            print(f"밖에서 받은 예외: {error}")
    print(f"정리되지 않은 연결: {open_connections}")


if __name__ == "__main__":
    asyncio.run(main())
