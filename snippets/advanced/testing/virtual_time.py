"""기다리는 대신 시계를 돌리는 루프에서, 10초와 하루를 시험한다."""

import asyncio
import selectors
import time
from collections.abc import Coroutine
from typing import Any


class JumpingSelector(selectors.DefaultSelector):
    """timeout초를 자는 대신 시계를 timeout초 돌린다."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and timeout is None:  # 소켓도 타이머도 없다
            raise RuntimeError("모두 기다리는데 깨울 것이 없습니다")
        if not ready and timeout:
            self.now += timeout
        return ready


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self.jumping = JumpingSelector()
        super().__init__(self.jumping)

    def time(self) -> float:
        return self.jumping.now


async def retry() -> str:
    for delay in (1, 2, 3, 4):  # 네 번 실패하고 그때마다 쉰다
        await asyncio.sleep(delay)
    return "성공"


async def one_day() -> str:
    for _ in range(24 * 60):
        await asyncio.sleep(60)
    return "1분마다 신호 1440번"


def measure(coroutine: Coroutine[Any, Any, object]) -> None:
    start = time.perf_counter()
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        try:
            result = runner.run(coroutine)
        except (TimeoutError, RuntimeError) as error:
            result = repr(error)
        virtual = runner.get_loop().time()
    print(f"가상 {virtual:.1f}초, 실제 {time.perf_counter() - start:.3f}초: {result}")


if __name__ == "__main__":
    measure(retry())
    measure(one_day())
    measure(asyncio.wait_for(asyncio.sleep(3600), timeout=600))
    measure(asyncio.Event().wait())
