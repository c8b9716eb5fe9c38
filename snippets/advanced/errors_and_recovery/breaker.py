"""잇달아 실패하면 한동안 묻지 않고 바로 거절하다가, 하나만 보내 보고 다시 연다."""

import asyncio
from collections.abc import Awaitable, Callable


class BlockedError(Exception):
    """묻지 않고 거절했다."""


class CircuitBreaker:
    def __init__(self, limit: int, rest: float) -> None:
        self.limit, self.rest = limit, rest
        self.failures = 0
        self.try_at = 0.0

    async def call(self, work: Callable[[], Awaitable[str]]) -> str:
        loop = asyncio.get_running_loop()
        if self.failures >= self.limit:
            if loop.time() < self.try_at:
                raise BlockedError("막음")
            self.try_at = loop.time() + self.rest  # 시험은 하나만: 뒤따라온 호출은 다시 막힌다
        try:
            answer = await work()
        except (ConnectionError, TimeoutError):
            self.failures += 1
            self.try_at = loop.time() + self.rest
            raise
        self.failures = 0
        return answer


async def main() -> None:
    loop = asyncio.get_running_loop()
    start = loop.time()
    breaker = CircuitBreaker(limit=2, rest=0.7)

    async def ask() -> str:
        await asyncio.sleep(0.05)
        if loop.time() < start + 1.4:  # 서버는 1.4초가 지나야 되살아난다
            raise ConnectionError("실패")
        return "대답"

    async def visit() -> str:
        try:
            return await breaker.call(ask)
        except (ConnectionError, BlockedError) as error:
            return str(error)

    for tick in range(8):
        await asyncio.sleep(start + 0.3 * tick - loop.time())
        print(f"{0.3 * tick:.1f}초: {await asyncio.gather(visit(), visit())}")


if __name__ == "__main__":
    asyncio.run(main())
