"""이벤트 루프를 다른 스레드에 살게 하고, 동기 프로그램이 코루틴을 부탁한다."""

import asyncio
import threading
import time
from collections.abc import Coroutine
from typing import Self, TypeVar

T = TypeVar("T")


class LoopThread:
    loop: asyncio.AbstractEventLoop
    closing: asyncio.Event

    def __enter__(self) -> Self:
        self.ready = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self.live()), name="loop")
        self.thread.start()
        self.ready.wait()
        return self

    async def live(self) -> None:
        self.loop, self.closing = asyncio.get_running_loop(), asyncio.Event()
        self.ready.set()
        await self.closing.wait()

    def call(self, work: Coroutine[None, None, T], timeout: float) -> T:
        future = asyncio.run_coroutine_threadsafe(work, self.loop)
        try:
            return future.result(timeout)
        except TimeoutError:
            future.cancel()  # 그만 기다린다고 코루틴이 멈추지는 않는다
            raise

    def __exit__(self, *_: object) -> None:
        self.loop.call_soon_threadsafe(self.closing.set)
        self.thread.join()


async def fetch(seconds: float) -> str:
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        print(f"fetch({seconds}): 취소됨")
        raise
    return f"{threading.current_thread().name} 스레드에서 가져옴"


def main() -> None:
    with LoopThread() as background:
        print(background.call(fetch(0.1), timeout=1))
        try:
            background.call(fetch(60), timeout=0.3)
        except TimeoutError:
            time.sleep(0.1)  # 동기 프로그램이 제 할 일을 하는 동안에도 루프는 돈다
            print("main: 시간 초과")
    print("main: 스레드가 끝남")


if __name__ == "__main__":
    main()
