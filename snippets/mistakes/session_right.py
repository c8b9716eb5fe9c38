"""세션 하나를 함께 쓰고, async with로 닫는다."""

import asyncio

import aiohttp
from aiohttp import test_utils, web

connections: set[object] = set()


async def handle(request: web.BaseRequest) -> web.Response:
    connections.add(request.transport)
    return web.Response(text="안녕하세요")


async def fetch(session: aiohttp.ClientSession, url: str) -> str:
    async with session.get(url) as response:
        return await response.text()


async def main() -> None:
    async with test_utils.RawTestServer(handle) as server, aiohttp.ClientSession() as session:
        for _ in range(2):
            await fetch(session, str(server.make_url("/")))
    print(f"요청 2개에 연결 {len(connections)}개")


if __name__ == "__main__":
    asyncio.run(main())
