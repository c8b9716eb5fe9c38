"""함수가 돌아왔을 때 그 함수가 시작한 태스크가 남아 있는지 센다."""

import asyncio
from collections.abc import Awaitable, Callable


async def notify(user: str) -> None:
    await asyncio.sleep(0.2)


async def with_tasks() -> None:
    tasks = [asyncio.create_task(notify(user)) for user in ("민지", "준호")]
    print(f"  태스크 {len(tasks)}개를 만듦")


async def with_group() -> None:
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(notify(user)) for user in ("민지", "준호")]
        print(f"  태스크 {len(tasks)}개를 만듦")


async def report(function: Callable[[], Awaitable[None]]) -> None:
    print(function.__name__)
    loop = asyncio.get_running_loop()
    start = loop.time()
    await function()
    running = len(asyncio.all_tasks()) - 1  # main은 뺀다
    print(f"  {loop.time() - start:.1f}초에 돌아옴, 끝나지 않은 태스크 {running}개")


async def main() -> None:
    await report(with_tasks)
    await asyncio.sleep(0.4)  # 남은 둘이 끝나기를 어림잡아 기다린다
    await report(with_group)


if __name__ == "__main__":
    asyncio.run(main())
