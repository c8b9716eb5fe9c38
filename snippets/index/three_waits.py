"""2초, 1초, 3초를 기다리는 세 작업을 함께 시작한다."""

import asyncio


async def work(name: str, seconds: float) -> None:
    await asyncio.sleep(seconds)  # 답이 오기를 기다린다
    print(f"{name}: {seconds}초 기다림")


async def main() -> None:
    await asyncio.gather(
        work("작업1", 2),
        work("작업2", 1),
        work("작업3", 3),
    )


if __name__ == "__main__":
    asyncio.run(main())
