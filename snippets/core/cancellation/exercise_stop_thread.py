"""취소되면 깃발을 세우고, 스레드는 조각마다 깃발을 본다."""

import asyncio
import threading
import time


def copy_file(name: str, stop: threading.Event) -> None:
    for piece in range(1, 4):
        if stop.is_set():
            print("스레드: 깃발을 보고 그만둠")
            return
        time.sleep(0.5)
        print(f"{name} 조각 {piece} 복사")


async def copy(name: str) -> None:
    stop = threading.Event()
    try:
        await asyncio.to_thread(copy_file, name, stop)
    finally:
        stop.set()  # 취소되어도, 이미 끝났어도 괜찮다


async def main() -> None:
    try:
        async with asyncio.timeout(0.75):
            await copy("영상")
    except TimeoutError:
        print("시간 초과")


if __name__ == "__main__":
    asyncio.run(main())
    print("프로그램 끝")
