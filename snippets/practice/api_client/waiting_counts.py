"""연결을 기다린 시간도 시간제한에 들어가서, 멀쩡한 서버에 시간 초과가 난다."""

import asyncio
from collections import Counter

import aiohttp
from aiohttp import web

TWO_AT_ONCE, LIMIT = 2, aiohttp.ClientTimeout(total=0.7)


async def answer(request: web.BaseRequest) -> web.Response:
    await asyncio.sleep(0.4)  # 언제나 0.4초면 답한다
    return web.Response()


async def send(session: aiohttp.ClientSession) -> str:
    try:
        async with session.get("/"):
            return "받음"
    except TimeoutError:
        return "시간 초과"


async def main() -> None:
    server = web.ServerRunner(web.Server(answer))
    await server.setup()
    await web.TCPSite(server, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{server.addresses[0][1]}"

    pool = aiohttp.TCPConnector(limit=TWO_AT_ONCE)
    async with aiohttp.ClientSession(address, connector=pool, timeout=LIMIT) as session:
        results = await asyncio.gather(*(send(session) for _ in range(6)))
        print("연결 풀에서 기다리면:", dict(Counter(results)))

    places = asyncio.Semaphore(TWO_AT_ONCE)
    async with aiohttp.ClientSession(address, timeout=LIMIT) as session:

        async def send_in_turn() -> str:
            async with places:
                return await send(session)

        results = await asyncio.gather(*(send_in_turn() for _ in range(6)))
        print("밖에서 기다리면:", dict(Counter(results)))
    await server.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
