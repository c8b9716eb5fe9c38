"""다른 스레드에서 루프를 지켜보다가, 멈추면 그때 실행 중인 함수를 알린다."""

import asyncio
import sys
import threading
import time
import traceback


def parse(report: str) -> str:
    time.sleep(0.6)  # 오래 걸리는 라이브러리 함수를 흉내 낸다
    return report.upper()


async def handle(report: str) -> None:
    await asyncio.sleep(0.2)
    parse(report)
    await asyncio.sleep(0.2)


class Watchdog:
    def __init__(self, limit: float) -> None:
        self.limit = limit
        self.beat = time.monotonic()
        self.loop_thread = threading.get_ident()

    async def heartbeat(self) -> None:
        while True:
            self.beat = time.monotonic()
            await asyncio.sleep(self.limit / 4)

    def watch(self) -> None:  # 이벤트 루프가 아닌 스레드에서 실행된다
        told = 0.0
        while True:
            time.sleep(self.limit / 4)
            if time.monotonic() - self.beat > self.limit and told != self.beat:
                told = self.beat  # 한 번 멈춘 것은 한 번만 알린다
                stack = traceback.extract_stack(sys._current_frames()[self.loop_thread])
                mine = [frame.name for frame in stack if frame.filename == __file__]
                print(f"루프가 {self.limit}초 넘게 멈춤: {' → '.join(mine[1:])}")


async def main() -> None:
    watchdog = Watchdog(0.25)
    threading.Thread(target=watchdog.watch, daemon=True).start()
    beating = asyncio.create_task(watchdog.heartbeat())
    await asyncio.gather(handle("월간 보고서"), asyncio.sleep(1))
    beating.cancel()


if __name__ == "__main__":
    asyncio.run(main())
