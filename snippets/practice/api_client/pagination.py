"""읽는 동안 새 글이 올라오면, 몇 번째부터 달라고 한 쪽은 같은 글을 또 받는다."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
from aiohttp import web

SIZE = 2
numbers: list[int] = []  # 새 글이 앞에 온다


async def answer(request: web.BaseRequest) -> web.Response:
    if "offset" in request.query:
        start = int(request.query["offset"])
    else:
        before = int(request.query.get("before", "100"))
        start = next((i for i, number in enumerate(numbers) if number < before), len(numbers))
    page = numbers[start : start + SIZE]
    numbers.insert(0, numbers[0] + 1)  # 답하자마자 새 글이 올라온다
    return web.json_response(page)


async def by_offset(session: aiohttp.ClientSession) -> AsyncIterator[int]:
    offset = 0
    while True:
        async with session.get("/", params={"offset": offset}) as response:
            page = await response.json()
        for number in page:
            yield number
        if len(page) < SIZE:
            return
        offset += SIZE


async def by_cursor(session: aiohttp.ClientSession) -> AsyncIterator[int]:
    params: dict[str, int] = {}
    while True:
        async with session.get("/", params=params) as response:
            page = await response.json()
        for number in page:
            yield number
        if len(page) < SIZE:
            return
        params = {"before": page[-1]}


async def main() -> None:
    server = web.ServerRunner(web.Server(answer))
    await server.setup()
    await web.TCPSite(server, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession(f"http://127.0.0.1:{server.addresses[0][1]}") as session:
        for articles in (by_offset, by_cursor):
            numbers[:] = [5, 4, 3, 2, 1]
            print(f"{articles.__name__}:", [number async for number in articles(session)])
    await server.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
