"""찾은 주소를 큐에 넣으며 네 작업자가 나누어 받고, 넣은 것을 모두 처리하면 끝낸다."""

import asyncio
import re

import aiohttp
from aiohttp import web

LINKS = {  # 쪽 -> 그 쪽에 있는 링크
    "/": ["/목록1", "/소개"],
    "/목록1": ["/글1", "/글2", "/목록2"],
    "/목록2": ["/글3", "/글4", "/목록3"],
    "/목록3": ["/글5"],
}


async def page(request: web.BaseRequest) -> web.Response:
    await asyncio.sleep(0.2)
    return web.Response(text=" ".join(f'<a href="{link}">' for link in LINKS.get(request.path, [])))


async def fetch(session: aiohttp.ClientSession, path: str) -> list[str]:
    async with session.get(path) as response:
        return re.findall(r'href="([^"]+)"', await response.text())  # 진짜 HTML이라면 html.parser로


async def worker(session: aiohttp.ClientSession, frontier: asyncio.Queue[str]) -> None:
    while True:
        path = await frontier.get()
        for link in await fetch(session, path):
            frontier.put_nowait(link)
        frontier.task_done()  # 찾은 링크를 다 넣은 다음이어야 한다


async def main() -> None:
    server = web.ServerRunner(web.Server(page))
    await server.setup()
    await web.TCPSite(server, "127.0.0.1", 0).start()
    frontier: asyncio.Queue[str] = asyncio.Queue()
    frontier.put_nowait("/")
    async with aiohttp.ClientSession(f"http://127.0.0.1:{server.addresses[0][1]}") as session:
        workers = [asyncio.create_task(worker(session, frontier)) for _ in range(4)]
        await frontier.join()
        for task in workers:
            task.cancel()
        await asyncio.wait(workers)
    await server.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
