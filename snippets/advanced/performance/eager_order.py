"""즉시 시작을 켜면 create_task()가 처음 멈추는 곳까지 바로 실행한다."""

import asyncio


async def look_up(name: str, cached: bool) -> None:
    print(f"{name}: 시작")
    if not cached:
        await asyncio.sleep(0.1)
    print(f"{name}: 끝")


async def main() -> None:
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    async with asyncio.TaskGroup() as group:
        group.create_task(look_up("서버", cached=False))
        group.create_task(look_up("캐시", cached=True))
        print("블록의 마지막 줄")
    print("블록 다음 줄")


if __name__ == "__main__":
    asyncio.run(main())
