"""퓨처와 타이머를 더한 루프가 같은 코루틴을 asyncio와 같은 순서, 같은 시간에 실행한다."""

import asyncio
import heapq
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Generator
from contextlib import suppress

ready: deque[Coroutine["Future", None, None]] = deque()
timers: list[tuple[float, int, "Future"]] = []  # heapq라서 가장 이른 시각이 맨 앞에 있다


class Future:
    """카페의 진동벨: 울리면 기다리던 코루틴이 다시 줄을 선다."""

    waiter: Coroutine["Future", None, None]

    def set_result(self) -> None:
        ready.append(self.waiter)

    def __await__(self) -> Generator["Future", None, None]:
        yield self


async def sleep(seconds: float) -> None:
    future = Future()
    heapq.heappush(timers, (time.monotonic() + seconds, id(future), future))
    await future


def run(*coroutines: Coroutine[Future, None, None]) -> None:
    ready.extend(coroutines)
    while ready or timers:
        if not ready:  # 할 일이 없으면 다음 타이머까지 잔다
            time.sleep(max(0.0, timers[0][0] - time.monotonic()))
        while timers and timers[0][0] <= time.monotonic():
            heapq.heappop(timers)[2].set_result()
        while ready:
            coroutine = ready.popleft()
            with suppress(StopIteration):
                coroutine.send(None).waiter = coroutine


async def worker(name: str, seconds: float, sleep: Callable[[float], Awaitable[None]]) -> None:
    for step in (1, 2, 3):
        print(f"{name}{step}", end=" ", flush=True)
        await sleep(seconds)


async def on_asyncio() -> None:
    await asyncio.gather(worker("A", 0.2, asyncio.sleep), worker("B", 0.3, asyncio.sleep))


if __name__ == "__main__":
    start = time.perf_counter()
    run(worker("A", 0.2, sleep), worker("B", 0.3, sleep))
    print(f"우리 루프: {time.perf_counter() - start:.1f}초")

    start = time.perf_counter()
    asyncio.run(on_asyncio())
    print(f"asyncio: {time.perf_counter() - start:.1f}초")
