"""시도마다 시간제한을 걸고 세 번까지 시도한다."""

import asyncio
import time


async def fetch() -> str:
    await asyncio.sleep(60)  # 대답하지 않는 서버
    return "대답"


async def fetch_with_retry(seconds: float) -> str:
    for delay in (0.2, 0.4):
        try:
            return await asyncio.wait_for(fetch(), seconds)
        except TimeoutError:
            await asyncio.sleep(delay)
    return await asyncio.wait_for(fetch(), seconds)


async def main() -> None:
    start = time.monotonic()
    try:
        await fetch_with_retry(seconds=0.4)
    except TimeoutError:
        print(f"{time.monotonic() - start:.1f}초 만에 시간 초과")


if __name__ == "__main__":
    asyncio.run(main())
