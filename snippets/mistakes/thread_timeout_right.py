"""스레드에 맡긴 함수에는 스스로 그만둘 방법을 준다."""

import asyncio
import threading


def write_report(stop: threading.Event) -> None:
    if stop.wait(0.8):  # 일하는 중에도 신호를 본다
        print("스레드: 그만둠")
        return
    print("스레드: 보고서를 덮어씀")


async def main() -> None:
    stop = threading.Event()
    try:
        async with asyncio.timeout(0.2):
            await asyncio.to_thread(write_report, stop)
    except TimeoutError:
        print("시간 초과, 옛 보고서를 그대로 둡니다")
    finally:
        stop.set()


if __name__ == "__main__":
    asyncio.run(main())
