"""들어가는 도중에 취소되면 나갈 때 할 일은 아예 호출되지 않는다."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

open_connections: set[str] = set()


async def log_in() -> None:
    await asyncio.sleep(0.6)


@asynccontextmanager
async def leaky(name: str) -> AsyncIterator[None]:
    open_connections.add(name)  # 연결은 되었는데
    await log_in()  # 여기서 취소되면 try까지 가지 못한다
    try:
        yield
    finally:
        open_connections.discard(name)


@asynccontextmanager
async def rolled_back(name: str) -> AsyncIterator[None]:
    open_connections.add(name)
    try:  # 연결한 다음 줄부터는 모두 try 안에서 한다
        await log_in()
        yield
    finally:
        open_connections.discard(name)


async def main() -> None:
    for manager in (leaky, rolled_back):
        try:
            async with asyncio.timeout(0.2), manager(manager.__name__):
                print("본문은 시작하지 못한다")
        except TimeoutError:
            print(f"{manager.__name__}: 시간 초과")
    print(f"닫히지 않은 연결: {open_connections}")


if __name__ == "__main__":
    asyncio.run(main())
