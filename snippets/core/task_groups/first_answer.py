"""원하는 답을 얻었으면 남은 자식만 취소하고 블록을 조용히 나온다."""

import asyncio


async def ask(mirror: str, delay: float) -> str:
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError:
        print(f"{mirror}: 그만둠")
        raise
    return f"{mirror}의 답"


async def first_answer() -> str:
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(ask("서울", 0.6)),
            group.create_task(ask("부산", 0.1)),
            group.create_task(ask("제주", 0.9)),
        ]
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()  # 이미 끝난 태스크에는 아무 일도 일어나지 않는다
    return done.pop().result()


async def main() -> None:
    print(f"받은 것: {await first_answer()}")


if __name__ == "__main__":
    asyncio.run(main())
