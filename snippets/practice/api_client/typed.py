"""받은 JSON을 들어오는 자리에서 확인하여 Article로 바꾼다."""

import asyncio
from dataclasses import dataclass
from typing import Self

import aiohttp
from aiohttp import web

ANSWERS = [
    {"id": 1, "title": "비 그침", "views": 120},
    {"id": 2, "title": "새 다리 열림"},
    {"id": "3", "title": "축제 시작", "views": 31},
    {"id": 4, "title": "첫눈", "views": 7, "tags": ["날씨"]},
]


@dataclass(frozen=True, slots=True)
class Article:
    id: int
    title: str
    views: int

    @classmethod
    def parse(cls, data: object) -> Self:
        match data:
            case {"id": int(id), "title": str(title), "views": int(views)}:
                return cls(id, title, views)
        raise ValueError(f"글이 아님: {data}")


async def answer(request: web.BaseRequest) -> web.Response:
    return web.json_response(ANSWERS)


async def main() -> None:
    server = web.ServerRunner(web.Server(answer))
    await server.setup()
    await web.TCPSite(server, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession(f"http://127.0.0.1:{server.addresses[0][1]}") as session:
        async with session.get("/") as response:
            answers: list[object] = await response.json()
        for data in answers:
            try:
                print(Article.parse(data))
            except ValueError as error:
                print(error)
    await server.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
