"""세션은 만들어진 이벤트 루프에 묶여 있어, 그 루프가 닫히면 쓸 수 없다."""

import asyncio

import aiohttp
from aiohttp import web

session: aiohttp.ClientSession | None = None


async def answer(request: web.BaseRequest) -> web.Response:
    return web.Response(text="답")


async def main() -> None:
    global session
    server = web.ServerRunner(web.Server(answer))
    await server.setup()
    await web.TCPSite(server, "127.0.0.1", 0).start()
    if session is None:
        session = aiohttp.ClientSession()  # 한 번 만들어 계속 쓰려고 했다
    try:
        async with session.get(f"http://127.0.0.1:{server.addresses[0][1]}/") as response:
            print(await response.text())
    except RuntimeError as error:
        print(repr(error))
        await session.close()
    await server.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
    asyncio.run(main())
