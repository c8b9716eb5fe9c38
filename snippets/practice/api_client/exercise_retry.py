"""나아질 수 있는 실패만, 서버가 알려 준 만큼 쉬고 다시 보낸다."""

import asyncio
import random
from collections import Counter

import aiohttp
from aiohttp import web

asked: Counter[str] = Counter()
ready_at = 0.0


async def answer(request: web.BaseRequest) -> web.Response:
    global ready_at
    asked[request.path] += 1
    now = asyncio.get_running_loop().time()
    if request.path != "/news":
        return web.Response(status=404)
    if asked["/news"] == 1 or now < ready_at:
        ready_at = now + 0.7  # 쉬라는 동안 또 오면 처음부터 다시 센다
        return web.Response(status=503, headers={"Retry-After": "1"})
    return web.Response(text="소식")


async def get(session: aiohttp.ClientSession, path: str) -> str:
    for _ in range(4):
        async with session.get(path) as response:
            if response.ok:
                return await response.text()
            if response.status not in (429, 503):
                return "포기"
            rest = response.headers.get("Retry-After", "")
        await asyncio.sleep((float(rest) if rest.isdecimal() else 0.1) + random.uniform(0, 0.1))
    return "포기"


async def main() -> None:
    server = web.ServerRunner(web.Server(answer))
    await server.setup()
    await web.TCPSite(server, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession(f"http://127.0.0.1:{server.addresses[0][1]}") as session:
        for path in ("/news", "/missing"):
            print(f"{path}: {await get(session, path)}")
    print(f"서버가 받은 요청: {dict(asked)}")
    await server.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
