"""시간제한에 걸려도 스레드는 끝까지 복사한다."""

import asyncio
import time


def copy_file() -> None:
    for piece in range(1, 6):
        time.sleep(0.2)
        print(f"조각 {piece} 복사")


async def copy() -> None:
    await asyncio.to_thread(copy_file)


async def main() -> None:
    try:
        async with asyncio.timeout(0.5):
            await copy()
    except TimeoutError:
        print("시간 초과")


if __name__ == "__main__":
    asyncio.run(main())
    print("프로그램 끝")
