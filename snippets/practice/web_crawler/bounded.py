"""작업자가 꺼내던 큐에 넣기도 하는데 큐에 크기를 정하면, 모두 자리가 나기만 기다린다."""

import asyncio


async def fetch(page: int) -> list[int]:
    await asyncio.sleep(0.1)
    return [3 * page + 1, 3 * page + 2, 3 * page + 3] if page < 4 else []  # 0번에서 12번까지


async def worker(frontier: asyncio.Queue[int]) -> None:
    while True:
        for link in await fetch(await frontier.get()):
            await frontier.put(link)
        frontier.task_done()


async def crawl(maxsize: int) -> None:
    frontier: asyncio.Queue[int] = asyncio.Queue(maxsize)
    frontier.put_nowait(0)
    workers = [asyncio.create_task(worker(frontier)) for _ in range(2)]
    try:
        await asyncio.wait_for(frontier.join(), 1.5)
        print(f"maxsize={maxsize}: 끝까지 읽음")
    except TimeoutError:
        print(f"maxsize={maxsize}: 1.5초가 지나도 큐에 {frontier.qsize()}개")
    for task in workers:
        task.cancel()
    await asyncio.wait(workers)


async def main() -> None:
    await crawl(maxsize=0)  # 크기 제한 없음
    await crawl(maxsize=4)


if __name__ == "__main__":
    asyncio.run(main())
