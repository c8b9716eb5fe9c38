"""요청은 여러 가지로 실패하고, 그 예외를 모두 담는 이름은 하나가 아니다."""

import asyncio

import aiohttp
from aiohttp import web


async def answer(request: web.BaseRequest) -> web.Response:
    if request.path == "/느림":
        await asyncio.sleep(1)
    if request.path == "/끊김":
        assert request.transport
        request.transport.close()
    return web.Response(status=503 if request.path == "/503" else 200, text="점검 중입니다")


async def send(session: aiohttp.ClientSession, url: str) -> None:
    async with session.get(url) as response:
        if url != "/503":
            response.raise_for_status()
        if url == "/JSON":
            await response.json()


async def main() -> None:
    server = web.ServerRunner(web.Server(answer), shutdown_timeout=0.1)
    await server.setup()
    await web.TCPSite(server, "127.0.0.1", 0).start()
    limit = aiohttp.ClientTimeout(total=0.3)
    async with aiohttp.ClientSession(f"http://127.0.0.1:{server.addresses[0][1]}", timeout=limit) as session:
        for url in ("/503", "/느림", "/끊김", "/JSON", "http://127.0.0.1:1/"):
            try:
                await send(session, url)
                print(f"{url}: 예외 없음")
            except Exception as error:
                kinds = (aiohttp.ClientError, ConnectionError, TimeoutError)
                caught = [kind.__name__ for kind in kinds if isinstance(error, kind)]
                print(f"{url}: {type(error).__name__}, 받는 이름 {', '.join(caught)}")
    await server.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
