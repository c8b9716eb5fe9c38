"""받은 다음에 적어 두면, 함께 받던 작업자들이 같은 쪽을 또 받는다."""

import asyncio
import re
from collections import Counter

import aiohttp
from aiohttp import web

MENU = ["/", "/정치", "/경제", "/문화"]  # 모든 쪽의 위쪽에 있는 메뉴
asked: Counter[str] = Counter()


async def page(request: web.BaseRequest) -> web.Response:
    asked[request.path] += 1
    await asyncio.sleep(0.1)
    return web.Response(text=" ".join(f'<a href="{link}">' for link in MENU))


async def worker(
    session: aiohttp.ClientSession, frontier: asyncio.Queue[str], seen: set[str], when: str
) -> None:
    while True:
        path = await frontier.get()
        async with session.get(path) as response:
            links = re.findall(r'href="([^"]+)"', await response.text())
        seen.add(path)
        for link in links:
            if link not in seen:
                if when == "넣을 때":
                    seen.add(link)
                frontier.put_nowait(link)
        frontier.task_done()


async def crawl(session: aiohttp.ClientSession, when: str) -> None:
    asked.clear()
    frontier: asyncio.Queue[str] = asyncio.Queue()
    frontier.put_nowait("/")
    seen = {"/"}
    workers = [asyncio.create_task(worker(session, frontier, seen, when)) for _ in range(3)]
    await frontier.join()
    for task in workers:
        task.cancel()
    await asyncio.wait(workers)
    print(f"{when} 적으면: {len(asked)}쪽을 {asked.total()}번 요청")


async def main() -> None:
    server = web.ServerRunner(web.Server(page))
    await server.setup()
    await web.TCPSite(server, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession(f"http://127.0.0.1:{server.addresses[0][1]}") as session:
        await crawl(session, "받은 다음")
        await crawl(session, "넣을 때")
    await server.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
