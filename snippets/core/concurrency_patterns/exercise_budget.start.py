"""단계마다 제한을 걸었더니 합이 제한을 넘는다."""

import asyncio
import time

SERVERS = [("가까운 서버", 0.0, 0.4), ("먼 서버", 0.4, 0.4)]


async def step(name: str, duration: float) -> None:
    await asyncio.sleep(duration)


async def request(server: str, connect: float, answer: float) -> None:
    await asyncio.wait_for(step(f"{server} 연결", connect), timeout=0.6)
    await asyncio.wait_for(step(f"{server} 응답", answer), timeout=0.6)


async def main() -> None:
    for server, connect, answer in SERVERS:
        start = time.perf_counter()
        try:
            await request(server, connect, answer)
            outcome = "성공"
        except TimeoutError:
            outcome = "시간 초과"
        elapsed = time.perf_counter() - start
        print(f"{server}: {outcome}, {elapsed:.1f}초")


if __name__ == "__main__":
    asyncio.run(main())
