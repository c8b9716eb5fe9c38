"""루프가 멈추면 감시 태스크도 함께 멈추지만, faulthandler는 제때 스택을 남긴다."""

import asyncio
import faulthandler
import tempfile
import threading

lock = threading.Lock()  # asyncio.Lock이어야 했다


async def write(name: str) -> None:
    if lock.acquire(timeout=0.8):  # timeout이 없으면 이 예제도 끝나지 않는다
        await asyncio.sleep(0.3)
        lock.release()
        print(f"{name}: 저장함")
    else:
        print(f"{name}: 락을 쥐지 못함")


async def watchdog() -> None:
    await asyncio.sleep(0.2)
    print("감시 태스크: 깨어나 둘러봄")


async def main() -> None:
    await asyncio.gather(watchdog(), write("A"), write("B"))


if __name__ == "__main__":
    with tempfile.TemporaryFile("w+") as report:
        faulthandler.dump_traceback_later(0.2, file=report)  # file을 빼면 표준 오류로 나온다
        asyncio.run(main())
        report.seek(0)
        print("faulthandler가 적어 둔 것 가운데 이 파일에 있는 줄:")
        print(*(line for line in report if __file__ in line), sep="", end="")
