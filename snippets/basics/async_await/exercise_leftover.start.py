"""기다리지 않은 태스크는 프로그램이 끝날 때 취소된다."""

import asyncio


async def background_task(name: str, duration: float) -> None:
    print(f"백그라운드 작업 {name} 시작")
    try:
        await asyncio.sleep(duration)
        print(f"백그라운드 작업 {name} 완료")
    except asyncio.CancelledError:
        print(f"백그라운드 작업 {name} 취소")
        raise


async def main() -> None:
    tasks = [
        asyncio.create_task(background_task("A", 0.2)),
        asyncio.create_task(background_task("B", 0.5)),
    ]
    await tasks[0]  # A만 기다리고 B는 잊었다
    print("main 끝")


if __name__ == "__main__":
    asyncio.run(main())
