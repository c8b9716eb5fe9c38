"""await해도 그 아래에서 아무도 멈추지 않으면 제어권은 넘어가지 않는다."""

import asyncio
from collections.abc import Awaitable, Callable


class Ticker:
    turns = 0

    async def run(self) -> None:
        while True:
            self.turns += 1
            await asyncio.sleep(0)


async def nothing() -> None:
    """기다릴 것이 없는 코루틴"""


async def measure(label: str, step: Callable[[], Awaitable[None]]) -> None:
    ticker = Ticker()
    running = asyncio.create_task(ticker.run())
    for _ in range(3000):
        await step()
    print(f"{label}: ticker {ticker.turns}번")
    running.cancel()


async def main() -> None:
    finished = asyncio.create_task(nothing())
    await finished
    print("await를 3,000번 하는 동안 다른 태스크가 실행된 횟수")
    await measure("빈 코루틴", nothing)
    await measure("이미 끝난 태스크", lambda: finished)
    await measure("sleep(0)", lambda: asyncio.sleep(0))


if __name__ == "__main__":
    asyncio.run(main())
