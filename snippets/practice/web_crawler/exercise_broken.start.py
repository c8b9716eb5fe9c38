"""깨진 쪽을 만난 작업자가 하나씩 사라지고, 크롤러는 끝나지 않는다."""

import asyncio
import re

import aiohttp
from aiohttp import web

LINKS = {"/": ["/news/1", "/news/2", "/news/3"], "/news/1": ["/news/4", "/news/5", "/news/6", "/news/7"]}
received: list[str] = []


async def page(request: web.BaseRequest) -> web.Response:
    await asyncio.sleep(0.1)
    if request.path in ("/news/2", "/news/5"):
        return web.Response(status=500)
    return web.Response(text=" ".join(f'<a href="{link}">' for link in LINKS.get(request.path, [])))


async def worker(session: aiohttp.ClientSession, frontier: asyncio.Queue[str]) -> None:
    while True:
        path = await frontier.get()
        async with session.get(path, raise_for_status=True) as response:
            text = await response.text()
        received.append(path)
        for link in re.findall(r'href="([^"]+)"', text):
            frontier.put_nowait(link)
        frontier.task_done()


async def main() -> None:
    server = web.ServerRunner(web.Server(page))
    await server.setup()
    await web.TCPSite(server, "127.0.0.1", 0).start()
    frontier: asyncio.Queue[str] = asyncio.Queue()
    frontier.put_nowait("/")
    async with aiohttp.ClientSession(f"http://127.0.0.1:{server.addresses[0][1]}") as session:
        workers = [asyncio.create_task(worker(session, frontier)) for _ in range(2)]
        try:
            await asyncio.wait_for(frontier.join(), 1.5)
            print("끝까지 읽음")
        except TimeoutError:
            print(f"1.5초가 지나도 끝나지 않음, 남은 작업자 {sum(not task.done() for task in workers)}명")
        for task in workers:
            task.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
    await server.cleanup()
    print("받은 쪽:", *sorted(received))


if __name__ == "__main__":
    asyncio.run(main())
