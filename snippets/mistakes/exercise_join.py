"""건너뛴 작업도 끝난 작업으로 센다."""

import asyncio

URLS = ["/a", "/b", "/a", "/c"]


async def fetch(url: str) -> None:
    await asyncio.sleep(0.1)
    print(f"{url}: 받음")


async def worker(queue: asyncio.Queue[str], seen: set[str]) -> None:
    while True:
        url = await queue.get()
        try:
            if url not in seen:
                seen.add(url)
                await fetch(url)
        finally:
            queue.task_done()


async def main() -> None:
    queue: asyncio.Queue[str] = asyncio.Queue()
    for url in URLS:
        queue.put_nowait(url)
    task = asyncio.create_task(worker(queue, set()))
    try:
        async with asyncio.timeout(1):
            await queue.join()
        print("모두 끝남")
    except TimeoutError:
        print("1초가 지나도 join()이 돌아오지 않음")
    finally:
        task.cancel()


if __name__ == "__main__":
    asyncio.run(main())
