"""쉬라는 동안에도 두드리면 쉬는 시간이 다시 시작되고, 알려 준 만큼 쉬면 바로 받는다."""

import asyncio
import random

import aiohttp
from aiohttp import web

quiet_until: dict[str, float] = {}


async def answer(request: web.BaseRequest) -> web.Response:
    now, who = asyncio.get_running_loop().time(), request.query["who"]
    if now < quiet_until.setdefault(who, now + 0.5):
        quiet_until[who] = now + 0.5  # 쉬지 않고 또 왔으니 처음부터 다시 센다
        return web.Response(status=429, headers={"Retry-After": "1"})
    return web.Response(text="글")


async def knock(session: aiohttp.ClientSession) -> str:
    for tries in range(1, 13):
        async with session.get("/", params={"who": "knock"}) as response:
            if response.status == 200:
                return f"{tries}번째에 받음"
        await asyncio.sleep(0.1)
    return f"{tries}번 모두 거절"


async def obey(session: aiohttp.ClientSession) -> str:
    for tries in range(1, 13):
        async with session.get("/", params={"who": "obey"}) as response:
            if response.status == 200:
                return f"{tries}번째에 받음"
            rest = int(response.headers["Retry-After"])
        await asyncio.sleep(rest + random.uniform(0, 0.1))
    return f"{tries}번 모두 거절"


async def main() -> None:
    server = web.ServerRunner(web.Server(answer))
    await server.setup()
    await web.TCPSite(server, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession(f"http://127.0.0.1:{server.addresses[0][1]}") as session:
        knocked, obeyed = await asyncio.gather(knock(session), obey(session))
    print(f"0.1초마다: {knocked}")
    print(f"알려 준 만큼 쉬고: {obeyed}")
    await server.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
