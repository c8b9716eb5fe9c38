"""세마포어는 일을 제한할 뿐, 줄을 선 태스크의 수는 제한하지 않는다."""

import asyncio
from collections.abc import Iterator

working = most_working = most_tasks = 0


async def send(number: int) -> None:
    global working, most_working, most_tasks
    working += 1
    most_working = max(most_working, working)
    most_tasks = max(most_tasks, len(asyncio.all_tasks()) - 1)  # main은 뺀다
    await asyncio.sleep(0.001)
    working -= 1


async def with_semaphore(count: int) -> None:
    limit = asyncio.Semaphore(3)

    async def fetch(number: int) -> None:
        async with limit:
            await send(number)

    await asyncio.gather(*(fetch(number) for number in range(count)))


async def with_workers(count: int) -> None:
    numbers = iter(range(count))

    async def worker(numbers: Iterator[int]) -> None:
        for number in numbers:  # 세 작업자가 이터레이터 하나를 나누어 쓴다
            await send(number)

    await asyncio.gather(*(worker(numbers) for _ in range(3)))


async def main() -> None:
    global most_working, most_tasks
    for way in (with_semaphore, with_workers):
        most_working = most_tasks = 0
        await way(500)
        print(f"{way.__name__}: 동시에 일한 요청 {most_working}개, 함께 있던 태스크 {most_tasks}개")


if __name__ == "__main__":
    asyncio.run(main())
