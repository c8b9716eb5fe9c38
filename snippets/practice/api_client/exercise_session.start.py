"""요청마다 세션을 만들어서 연결도 요청의 수만큼 맺는다."""

import asyncio

import aiohttp
from aiohttp import web

connections: set[object] = set()


async def answer(request: web.BaseRequest) -> web.Response:
    assert request.transport
    connections.add(request.transport.get_extra_info("peername"))
    await asyncio.sleep(0.1)
    return web.json_response({"path": request.path})


async def fetch(address: str, number: int) -> None:
    async with aiohttp.ClientSession(address) as session, session.get(f"/news/{number}") as response:
        await response.json()


async def worker(address: str, numbers: list[int]) -> None:
    while numbers:
        await fetch(address, numbers.pop())


async def main() -> None:
    server = web.ServerRunner(web.Server(answer))
    await server.setup()
    await web.TCPSite(server, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{server.addresses[0][1]}"
    numbers = list(range(12))
    await asyncio.gather(*(worker(address, numbers) for _ in range(3)))
    print(f"연결 {len(connections)}개")
    await server.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
