"""AsyncExitStack은 연 것만, 연 순서의 반대로 닫는다."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager


@asynccontextmanager
async def open_resource(name: str) -> AsyncIterator[str]:
    await asyncio.sleep(0.1)
    if name == "통계서버":
        raise ConnectionError(f"{name}에 연결할 수 없음")
    print(f"  {name} 열림")
    try:
        yield name
    finally:
        await asyncio.sleep(0.1)
        print(f"  {name} 닫힘")


async def save_to(names: list[str]) -> None:
    async with AsyncExitStack() as stack:
        for name in names:
            await stack.enter_async_context(open_resource(name))
        print(f"  {len(names)}곳에 저장")


async def main() -> None:
    for names in (["DB커넥션", "캐시"], ["DB커넥션", "캐시", "통계서버"]):
        print(", ".join(names))
        try:
            await save_to(names)
        except ConnectionError as error:
            print(f"  밖에서 받은 예외: {error}")


if __name__ == "__main__":
    asyncio.run(main())
