"""세션을 요청마다 만들면 연결도 요청마다 새로 맺는다."""

import asyncio

import aiohttp
from aiohttp import web

connections: set[object] = set()  # 서버가 본 연결


async def answer(request: web.BaseRequest) -> web.Response:
    assert request.transport
    connections.add(request.transport.get_extra_info("peername"))
    return web.json_response({"글": []})


async def session_per_request(address: str) -> None:
    for _ in range(20):
        async with aiohttp.ClientSession() as session, session.get(address) as response:
            await response.json()


async def one_session(address: str) -> None:
    async with aiohttp.ClientSession() as session:
        for _ in range(20):
            async with session.get(address) as response:
                await response.json()


async def main() -> None:
    server = web.ServerRunner(web.Server(answer))
    await server.setup()
    await web.TCPSite(server, "127.0.0.1", 0).start()
    for way in (session_per_request, one_session):
        connections.clear()
        await way(f"http://127.0.0.1:{server.addresses[0][1]}/")
        print(f"{way.__name__}: 요청 20번에 연결 {len(connections)}개")
    await server.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
