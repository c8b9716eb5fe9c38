"""뒤에서 도는 태스크가 실패하면 다시 시작하고, 잇달아 실패하면 숨기지 않고 알린다."""

import asyncio
from collections.abc import Awaitable, Callable


async def store(titles: list[str]) -> None:
    while titles:
        title = titles.pop(0)
        await asyncio.sleep(0.05)
        if "깨진" in title:
            raise ValueError(title)
        print(f"  {title} 저장")


async def supervise(work: Callable[[], Awaitable[None]], attempts: int = 3) -> None:
    clock = asyncio.get_running_loop().time
    failed = 0
    while True:
        began = clock()
        try:
            return await work()
        except Exception as error:
            # 오래 잘 돌다가 실패했다면 처음부터 센다.
            failed = 1 if clock() - began > 60 else failed + 1
            print(f"  {failed}번째 실패: {error!r}")
            if failed == attempts:
                raise
        await asyncio.sleep(0.05 * 2**failed)


async def main() -> None:
    print("태스크만 만들면")
    titles = ["글 1", "깨진 글", "글 2"]
    task = asyncio.create_task(store(titles))
    await asyncio.sleep(0.4)  # main은 다른 일을 한다
    print(f"  아무 말 없이 남은 글: {titles}, done={task.done()}")

    print("감독을 두면")
    titles = ["글 1", "깨진 글", "글 2"]
    await supervise(lambda: store(titles))

    print("다시 해도 소용없으면")
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(supervise(lambda: store(["깨진 글"])))
            group.create_task(asyncio.sleep(60), name="나머지 일")
    except* ValueError as group_error:
        print(f"  모두 멈추고 알림: {group_error.exceptions}")


if __name__ == "__main__":
    asyncio.run(main())
