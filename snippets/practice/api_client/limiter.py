"""시작할 때를 먼저 예약하고 기다리면, 함께 온 요청도 정한 간격으로 나뉘어 나간다."""

import asyncio


class Limiter:
    """요청 사이를 gap초 이상 띄운다."""

    def __init__(self, gap: float) -> None:
        self.gap = gap
        self.next_at = 0.0

    async def turn(self) -> None:
        now = asyncio.get_running_loop().time()
        at = max(self.next_at, now)
        self.next_at = at + self.gap  # 기다리기 전에 자리를 잡는다
        await asyncio.sleep(at - now)


async def send(number: int) -> None:
    await asyncio.sleep(0.5)  # 답이 오기까지


async def send_in_turn(limiter: Limiter, number: int) -> None:
    await limiter.turn()
    await send(number)


async def main() -> None:
    limiter = Limiter(gap=0.2)  # 1초에 다섯 번
    async with asyncio.TaskGroup() as group:
        for number in range(8):
            group.create_task(send_in_turn(limiter, number))
    print("여덟 번 보내고 답도 다 받음")


if __name__ == "__main__":
    asyncio.run(main())
