"""그만둘 때 작업자를 바로 취소해서, 받은 글을 저장하지 못한다."""

import asyncio

received: list[int] = []
saved: list[int] = []


async def fetch(number: int, stop: asyncio.Event) -> int:
    await asyncio.sleep(0.2)
    received.append(number)
    if len(received) == 6:
        stop.set()  # 이때 SIGTERM이 왔다고 하자
    return number


async def save(number: int) -> None:
    await asyncio.sleep(0.2)
    saved.append(number)


async def worker(frontier: asyncio.Queue[int], stop: asyncio.Event) -> None:
    while True:
        await save(await fetch(await frontier.get(), stop))
        frontier.task_done()


async def main() -> None:
    frontier: asyncio.Queue[int] = asyncio.Queue()
    for number in range(1, 31):
        frontier.put_nowait(number)
    stop = asyncio.Event()
    workers = [asyncio.create_task(worker(frontier, stop)) for _ in range(3)]
    await stop.wait()
    print("그만두라는 말을 들음")
    for task in workers:
        task.cancel()
    await asyncio.wait(workers)
    print(f"받은 글 {len(received)}개, 저장한 글 {len(saved)}개")


if __name__ == "__main__":
    asyncio.run(main())
