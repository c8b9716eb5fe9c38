"""퓨처의 yield를 위로 전하는 어웨이터블은 기다리는 동안 제어권을 넘긴다."""

import asyncio
from collections.abc import Generator
from typing import Any


class Delay:
    """await하면 정한 시간만큼 기다리고, 그 시간을 돌려준다."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __await__(self) -> Generator[Any, None, float]:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[None] = loop.create_future()
        timer = loop.call_later(self.seconds, future.set_result, None)
        try:
            yield from future  # 퓨처가 내보내는 것을 그대로 위로
        finally:
            timer.cancel()  # 취소되어 떠난다면 타이머도 거둔다
        return self.seconds


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
