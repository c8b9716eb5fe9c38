"""robots.txt가 막은 쪽은 받지 않고, 끝없이 이어지는 달력은 깊이로 끊는다."""

import asyncio
import re
from collections import deque
from urllib.robotparser import RobotFileParser

import aiohttp
from aiohttp import web

AGENT = "news-collector"


async def page(request: web.BaseRequest) -> web.Response:
    if request.path == "/robots.txt":
        return web.Response(text="User-agent: *\nDisallow: /admin/")
    links = ["/news/1", "/admin/users", "/calendar/1"] if request.path == "/" else []
    if month := re.fullmatch(r"/calendar/(\d+)", request.path):
        links.append(f"/calendar/{int(month[1]) + 1}")  # 다음 달은 언제나 있다
    return web.Response(text=" ".join(f'<a href="{link}">' for link in links))


async def read_robots(session: aiohttp.ClientSession) -> RobotFileParser:
    rules = "User-agent: *\nDisallow: /"  # 서버가 답하지 못하면 받지 않는다
    async with session.get("/robots.txt") as response:
        if response.status < 500:
            rules = await response.text() if response.ok else ""
    robots = RobotFileParser()
    robots.parse(rules.splitlines())
    return robots


async def crawl(session: aiohttp.ClientSession, max_depth: int) -> None:
    robots = await read_robots(session)
    frontier, seen = deque([("/", 0)]), {"/"}
    while frontier:
        path, depth = frontier.popleft()
        if not robots.can_fetch(AGENT, path):
            print(f"깊이 {depth}: {path} 막음")
            continue
        async with session.get(path) as response:
            print(f"깊이 {depth}: {path}")
            for link in re.findall(r'href="([^"]+)"', await response.text()):
                if link not in seen and depth < max_depth:
                    seen.add(link)
                    frontier.append((link, depth + 1))


async def main() -> None:
    server = web.ServerRunner(web.Server(page))
    await server.setup()
    await web.TCPSite(server, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{server.addresses[0][1]}"
    async with aiohttp.ClientSession(address, headers={"User-Agent": AGENT}) as session:
        await crawl(session, max_depth=2)
    await server.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
