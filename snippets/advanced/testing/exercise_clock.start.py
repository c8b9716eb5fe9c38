"""가상 시간으로 하루를 보냈는데 토큰이 한 번도 갱신되지 않는다."""

import asyncio
import selectors
import time


class JumpingSelector(selectors.DefaultSelector):
    """timeout초를 자는 대신 시계를 timeout초 돌린다."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and timeout:
            self.now += timeout
        return ready


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self.jumping = JumpingSelector()
        super().__init__(self.jumping)

    def time(self) -> float:
        return self.jumping.now


class Token:
    """발급하고 한 시간이 지나면 쓸 수 없다."""

    def __init__(self) -> None:
        self.issued = time.monotonic()

    def expired(self) -> bool:
        return time.monotonic() - self.issued >= 60 * 60


async def keep_fresh(tokens: list[Token]) -> None:
    while True:
        await asyncio.sleep(60)
        if tokens[-1].expired():
            tokens.append(Token())


async def main() -> None:
    tokens = [Token()]
    keeper = asyncio.create_task(keep_fresh(tokens))
    await asyncio.sleep(24 * 60 * 60 + 30)
    keeper.cancel()
    print(f"하루 동안 {len(tokens) - 1}번 갱신")


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        runner.run(main())
