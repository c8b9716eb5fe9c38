"""소식 모음, 크롤러: 두 신문사를 돌며 글을 모으고, SIGTERM을 받으면 받던 글까지만 저장하고 끝낸다."""

import asyncio
import json
import re
import signal
from collections import Counter
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import aiohttp
from aiohttp import web

AGENT, WORKERS_PER_SITE, MAX_DEPTH, GRACE = "news-collector", 2, 3, 1.0
NEWS = Path("news.jsonl")
LINKS = {  # 신문사마다 글이 여덟 개 있다
    "/": ["/news/1", "news/2#comments", "/news/2", "/admin/users", "/calendar/1"],
    "/news/1": ["/news/3", "/news/4", "/news/5", "/"],
    "/news/2": ["/news/6", "/news/7", "/news/8"],
}
Frontier = asyncio.Queue[tuple[str, int]]


class Crawler:
    def __init__(self, session: aiohttp.ClientSession, stop: asyncio.Event) -> None:
        self.session, self.stop, self.idle = session, stop, asyncio.Event()
        self.frontiers: dict[str, Frontier] = {}
        self.seen: set[str] = set()
        self.unfinished = 0
        self.count: Counter[str] = Counter()

    async def run(self, homes: list[str]) -> None:
        self.frontiers = {urlsplit(home).netloc: asyncio.Queue() for home in homes}
        for home in homes:
            self.add(home, 0)
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self.visit(site)) for site in self.frontiers]
            idle, told = group.create_task(self.idle.wait()), group.create_task(self.stop.wait())
            await asyncio.wait([idle, told], return_when=asyncio.FIRST_COMPLETED)
            await asyncio.wait([idle], timeout=GRACE)  # 그만두라는 말을 들었다면 받던 것까지만
            for task in (*tasks, idle, told):
                task.cancel()

    def add(self, url: str, depth: int) -> None:
        frontier = self.frontiers.get(urlsplit(url).netloc)  # 모르는 사이트로는 나가지 않는다
        if frontier is not None and url not in self.seen and depth <= MAX_DEPTH:
            self.seen.add(url)
            self.unfinished += 1
            frontier.put_nowait((url, depth))

    async def visit(self, site: str) -> None:
        status, text = await self.fetch(f"http://{site}/robots.txt")
        robots = RobotFileParser()
        if status >= 400:
            text = "" if status < 500 else "User-agent: *\nDisallow: /"  # 없는 것과 모르는 것은 다르다
        robots.parse(text.splitlines())
        async with asyncio.TaskGroup() as group:
            for _ in range(WORKERS_PER_SITE):
                group.create_task(self.work(self.frontiers[site], robots))

    async def work(self, frontier: Frontier, robots: RobotFileParser) -> None:
        while True:
            url, depth = await frontier.get()
            if self.stop.is_set():
                self.count["두고 온 주소"] += 1  # 비우기만 한다
            elif not robots.can_fetch(AGENT, url):
                self.count["막힌 주소"] += 1
            else:
                await self.read(url, depth)
            self.unfinished -= 1
            if self.unfinished == 0:
                self.idle.set()

    async def read(self, url: str, depth: int) -> None:
        status, text = await self.fetch(url)
        if status >= 400:
            self.count["실패한 주소"] += 1
            return
        if "/news/" in url:
            self.save(url)
        for link in re.findall(r'href="([^"]+)"', text):
            self.add(urldefrag(urljoin(url, link)).url, depth + 1)

    async def fetch(self, url: str) -> tuple[int, str]:
        """상태 코드와 본문. 끝내 답하지 않으면 503으로 친다."""
        for pause in (0, 0.1, 0.2):
            await asyncio.sleep(pause)
            try:
                async with self.session.get(url) as response:
                    if response.status < 500:
                        return response.status, await response.text()
            except (aiohttp.ClientError, TimeoutError):
                pass
        return 503, ""

    def save(self, url: str) -> None:
        self.count["받은 글"] += 1
        with NEWS.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"id": url}) + "\n")
        self.count["저장한 글"] += 1


recovered: set[str] = set()


async def page(request: web.BaseRequest) -> web.Response:
    """시험용 신문사. 달력은 끝이 없고, 글 하나는 처음에 503으로 답한다."""
    await asyncio.sleep(0.1)
    if request.path == "/robots.txt":
        return web.Response(text="User-agent: *\nDisallow: /admin/")
    if request.path == "/news/3" and request.host not in recovered:
        recovered.add(request.host)
        return web.Response(status=503)
    links = LINKS.get(request.path, [])
    if month := re.fullmatch(r"/calendar/(\d+)", request.path):
        links = [f"/calendar/{int(month[1]) + 1}"]
    return web.Response(text=" ".join(f'<a href="{link}">' for link in links))


async def main() -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)  # 무엇보다 먼저
    print("모으기 시작", flush=True)
    server = web.ServerRunner(web.Server(page), shutdown_timeout=0.2)
    await server.setup()
    try:
        for _ in range(2):  # 포트가 다르면 다른 사이트이다
            await web.TCPSite(server, "127.0.0.1", 0).start()
        limit = aiohttp.ClientTimeout(total=2)
        async with aiohttp.ClientSession(headers={"User-Agent": AGENT}, timeout=limit) as session:
            crawler = Crawler(session, stop)
            await crawler.run([f"http://{host}:{port}/" for host, port in server.addresses])
    finally:
        await server.cleanup()
    for what in ("막힌 주소", "실패한 주소", "두고 온 주소"):
        print(f"{what} {crawler.count[what]}개")
    print(f"받은 글 {crawler.count['받은 글']}개, 저장한 글 {crawler.count['저장한 글']}개", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
