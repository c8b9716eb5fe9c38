"""시간제한에 걸려도 스레드는 끝까지 복사한다."""

import asyncio
import time


def copy_file(name: str) -> None:
    for piece in range(1, 4):
        time.sleep(0.5)
        print(f"{name} 조각 {piece} 복사")


async def copy(name: str) -> None:
    await asyncio.to_thread(copy_file, name)


async def main() -> None:
    try:
        async with asyncio.timeout(0.75):
            await copy("영상")
    except TimeoutError:
        print("시간 초과")


if __name__ == "__main__":
    asyncio.run(main())
    print("프로그램 끝")
