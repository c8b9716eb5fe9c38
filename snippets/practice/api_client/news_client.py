"""소식 모음, API 클라이언트: 목록을 따라가며 글을 받고, SIGTERM을 받으면 받던 글까지만 저장하고 끝낸다."""

import asyncio
import json
import random
import signal
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

import aiohttp
from aiohttp import web

NEWS, WORKERS, GAP, TRIES, GRACE = Path("news.jsonl"), 3, 0.05, 4, 0.5
count: Counter[str] = Counter()


@dataclass(frozen=True, slots=True)
class Article:
    id: int
    title: str

    @classmethod
    def parse(cls, data: object) -> Self:
        match data:
            case {"id": int(id), "title": str(title)}:
                return cls(id, title)
        raise ValueError(f"글이 아님: {data}")


class Api:
    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.session, self.next_at = session, 0.0

    async def get(self, path: str, **params: int) -> Any:
        loop = asyncio.get_running_loop()
        for attempt in range(TRIES):
            at = max(self.next_at, loop.time())
            self.next_at = at + GAP
            await asyncio.sleep(at - loop.time())
            rest = ""
            try:
                async with self.session.get(path, params=params) as response:
                    if response.status not in (429, 503):
                        response.raise_for_status()
                        return await response.json()
                    rest = response.headers.get("Retry-After", "")
            except (aiohttp.ClientConnectionError, TimeoutError):
                pass
            count["다시 보낸 요청"] += 1
            seconds = float(rest) if rest.isdecimal() else 0.1 * 2**attempt
            self.next_at = max(self.next_at, loop.time() + seconds + random.uniform(0, 0.1))  # 모두 함께 쉰다
        raise TimeoutError(f"{path}: {TRIES}번 모두 실패")

    async def numbers(self) -> AsyncGenerator[int, None]:
        params: dict[str, int] = {}
        while page := await self.get("/articles", **params):
            for number in page:
                yield number
            params = {"before": page[-1]}

    async def article(self, number: int) -> Article:
        return Article.parse(await self.get(f"/articles/{number}"))


def save(article: Article) -> None:
    count["받은 글"] += 1
    with NEWS.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(article), ensure_ascii=False) + "\n")
    count["저장한 글"] += 1


async def collect(api: Api, stop: asyncio.Event) -> None:
    queue: asyncio.Queue[int] = asyncio.Queue(maxsize=WORKERS)

    async def read_list() -> None:
        async with aclosing(api.numbers()) as numbers:
            async for number in numbers:
                await queue.put(number)
        await queue.join()

    async def read_articles() -> None:
        while True:
            number = await queue.get()
            if not stop.is_set():  # 그만두는 중이면 꺼내기만 한다
                try:
                    save(await api.article(number))
                except (ValueError, aiohttp.ClientError, TimeoutError) as error:
                    print(f"{number}번: {error}")
            queue.task_done()

    async with asyncio.TaskGroup() as group:
        listing, told = group.create_task(read_list()), group.create_task(stop.wait())
        workers = [group.create_task(read_articles()) for _ in range(WORKERS)]
        await asyncio.wait([listing, told], return_when=asyncio.FIRST_COMPLETED)
        listing.cancel()  # 목록을 더 읽지 않는다
        await asyncio.wait([listing])
        left = group.create_task(queue.join())
        await asyncio.wait([left], timeout=GRACE)
        for task in (told, left, *workers):
            task.cancel()


async def answer(request: web.BaseRequest) -> web.Response:
    """시험용 서버. 글 열두 개를 네 개씩 알려 주고, 여섯째 요청에는 429로, 열째에는 503으로 답한다."""
    count["요청"] += 1
    if count["요청"] in (6, 10):
        status, headers = (429, {"Retry-After": "1"}) if count["요청"] == 6 else (503, {})
        return web.Response(status=status, headers=headers)
    await asyncio.sleep(0.1)
    if request.path == "/articles":
        before = int(request.query.get("before", "13"))
        return web.json_response([number for number in range(12, 0, -1) if number < before][:4])
    number = int(request.path.rpartition("/")[2])
    return web.json_response({"id": number, "title": f"소식 {number}" if number != 5 else None})


async def main() -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)  # 무엇보다 먼저
    print("모으기 시작", flush=True)
    server = web.ServerRunner(web.Server(answer), shutdown_timeout=0.2)
    await server.setup()
    try:
        await web.TCPSite(server, "127.0.0.1", 0).start()
        address = f"http://127.0.0.1:{server.addresses[0][1]}"
        async with aiohttp.ClientSession(address, timeout=aiohttp.ClientTimeout(total=2)) as session:
            await collect(Api(session), stop)
    finally:
        await server.cleanup()
    print(f"요청 {count['요청']}번 가운데 다시 보낸 요청 {count['다시 보낸 요청']}번")
    print(f"받은 글 {count['받은 글']}개, 저장한 글 {count['저장한 글']}개", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
