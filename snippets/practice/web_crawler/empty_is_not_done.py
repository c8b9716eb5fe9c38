"""큐가 비면 끝내는 작업자는 다른 작업자가 곧 넣을 링크를 기다리지 않는다."""

import asyncio

LINKS = {"/": ["/목록"], "/목록": ["/글1", "/글2", "/글3", "/글4"]}


async def fetch(path: str) -> list[str]:
    await asyncio.sleep(0.3)
    return LINKS.get(path, [])


async def worker(frontier: asyncio.Queue[str]) -> None:
    while not frontier.empty():
        for link in await fetch(frontier.get_nowait()):
            frontier.put_nowait(link)


async def main() -> None:
    frontier: asyncio.Queue[str] = asyncio.Queue()
    frontier.put_nowait("/")
    async with asyncio.TaskGroup() as group:
        for _ in range(4):
            group.create_task(worker(frontier))


if __name__ == "__main__":
    asyncio.run(main())
