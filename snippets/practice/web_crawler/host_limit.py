"""느린 사이트를 기다리는 작업자가 작업자 수를 다 차지하지 않게, 사이트마다 큐를 둔다."""

import asyncio
from collections import defaultdict

import aiohttp
from aiohttp import web

Session = aiohttp.ClientSession
PAGES = [("느린", n) for n in range(6)] + [("빠른", n) for n in range(6)]
finished: dict[str, float] = {}  # 사이트마다 마지막 쪽을 받은 시각


async def page(request: web.BaseRequest) -> web.Response:
    await asyncio.sleep(0.3 if request.path.startswith("/느린") else 0.1)
    return web.Response()


async def fetch(session: Session, host: str, number: int) -> None:
    async with session.get(f"/{host}/{number}"):
        finished[host] = asyncio.get_running_loop().time()


async def one_queue(session: Session) -> None:
    """작업자 넷이 한 큐에서 꺼내고, 사이트마다 세마포어로 둘까지만 보낸다."""
    limits = defaultdict[str, asyncio.Semaphore](lambda: asyncio.Semaphore(2))
    pages = iter(PAGES)

    async def worker() -> None:
        for host, number in pages:
            async with limits[host]:
                await fetch(session, host, number)

    await asyncio.gather(*(worker() for _ in range(4)))


async def queue_per_host(session: Session) -> None:
    """사이트마다 따로 줄을 세우고, 작업자를 둘씩 둔다."""
    queues = {host: iter([page for page in PAGES if page[0] == host]) for host in ("느린", "빠른")}

    async def worker(host: str) -> None:
        for _, number in queues[host]:
            await fetch(session, host, number)

    await asyncio.gather(*(worker(host) for host in queues for _ in range(2)))


async def main() -> None:
    loop = asyncio.get_running_loop()
    server = web.ServerRunner(web.Server(page))
    await server.setup()
    await web.TCPSite(server, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession(f"http://127.0.0.1:{server.addresses[0][1]}") as session:
        for crawl in (one_queue, queue_per_host):
            start = loop.time()
            await crawl(session)
            fast = finished["빠른"] - start
            print(
                f"{crawl.__name__}: 빠른 사이트를 다 받은 때 {fast:.1f}초, 모두 {loop.time() - start:.1f}초"
            )
    await server.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
