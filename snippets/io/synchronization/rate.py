"""같은 세마포어라도 서버가 빨라지면 초당 요청 수가 늘어난다."""

import asyncio
import time


async def fetch(reply: float, limit: asyncio.Semaphore) -> None:
    async with limit:
        await asyncio.sleep(reply)  # 서버가 응답하는 데 걸리는 시간


async def main() -> None:
    limit = asyncio.Semaphore(3)
    for reply in (0.3, 0.1):
        start = time.perf_counter()
        await asyncio.gather(*(fetch(reply, limit) for _ in range(9)))
        rate = 9 / (time.perf_counter() - start)
        print(f"응답에 {reply}초: 초당 {rate:.1f}번")


if __name__ == "__main__":
    asyncio.run(main())
