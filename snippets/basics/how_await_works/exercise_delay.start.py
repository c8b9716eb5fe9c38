"""어웨이터블로 만들었는데도 기다리는 동안 다른 태스크가 멈춘다."""

import asyncio
import time
from collections.abc import Generator
from typing import Any


class Delay:
    """await하면 정한 시간만큼 기다리고, 그 시간을 돌려준다."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __await__(self) -> Generator[Any, None, float]:
        time.sleep(self.seconds)
        return self.seconds
        yield  # yield가 있어야 __await__이 제너레이터를 돌려준다


async def heartbeat() -> None:
    for beat in (1, 2, 3):
        await asyncio.sleep(0.1)
        print(f"신호 {beat}")


async def wait_for_delay() -> None:
    print("기다림 시작")
    seconds = await Delay(0.5)
    print(f"기다림 끝: {seconds}초")


async def main() -> None:
    await asyncio.gather(heartbeat(), wait_for_delay())


if __name__ == "__main__":
    asyncio.run(main())
