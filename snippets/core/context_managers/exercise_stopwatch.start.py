"""본문이 끝까지 실행될 때만 시간을 알려 주는 초시계."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


@asynccontextmanager
async def stopwatch(label: str) -> AsyncIterator[None]:
    loop = asyncio.get_running_loop()
    start = loop.time()
    yield
    print(f"{label}: {loop.time() - start:.1f}초")


async def main() -> None:
    async with stopwatch("성공한 본문"):
        await asyncio.sleep(0.2)
    try:
        async with stopwatch("실패한 본문"):
            await asyncio.sleep(0.1)
            raise ConnectionError("연결이 끊겼습니다")
    except ConnectionError as error:
        print(f"밖에서 받은 예외: {error}")
    try:
        async with asyncio.timeout(0.1), stopwatch("취소된 본문"):
            await asyncio.sleep(0.5)
    except TimeoutError:
        print("밖에서 받은 예외: 시간 초과")


if __name__ == "__main__":
    asyncio.run(main())
