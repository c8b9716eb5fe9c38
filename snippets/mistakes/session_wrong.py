"""요청마다 세션을 만들면 연결도 요청마다 새로 맺는다."""

import asyncio

import aiohttp
from aiohttp import test_utils, web

connections: set[object] = set()


async def handle(request: web.BaseRequest) -> web.Response:
    connections.add(request.transport)
    return web.Response(text="안녕하세요")


async def fetch(url: str) -> str:
    session = aiohttp.ClientSession()
    async with session.get(url) as response:
        return await response.text()


async def main() -> None:
    # 긴 기록에서 첫 줄만 본다
    asyncio.get_running_loop().set_exception_handler(lambda _, context: print(context["message"]))
    async with test_utils.RawTestServer(handle) as server:
        for _ in range(2):
            await fetch(str(server.make_url("/")))
    print(f"요청 2개에 연결 {len(connections)}개")


if __name__ == "__main__":
    asyncio.run(main())
