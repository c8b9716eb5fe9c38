"""소식 모음 서비스: 글을 받으면 202로 답하고 뒤에서 저장한다. SIGTERM을 받으면 답한 것을 마저 하고 끝난다."""

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
from aiohttp import web

STORED, LEFT = Path("news.jsonl"), Path("left.txt")
MOST, DEADLINE = 6, 3.0  # 여섯을 둘이 저장하면 2.1초: 마감 안에 할 수 있는 만큼만 맡는다


async def summarize(number: str) -> None:
    await asyncio.sleep(0.7)


class Service:
    def __init__(self) -> None:
        self.queue: asyncio.Queue[str] = asyncio.Queue()
        self.owed = LEFT.read_text().split() if LEFT.exists() else []  # 맡았지만 아직 저장하지 못한 글
        for number in self.owed:  # 지난번에 못 한 글부터
            self.queue.put_nowait(number)
        self.accepted, self.stored = len(self.owed), 0
        self.closing = False

    async def accept(self, request: web.Request) -> web.Response:
        number = await request.text()
        if self.closing or len(self.owed) >= MOST:
            return web.Response(status=503, headers={"Retry-After": "1"})
        self.queue.put_nowait(number)
        self.owed.append(number)
        self.accepted += 1
        return web.Response(status=202)  # 저장했다는 200이 아니라, 맡았다는 202

    async def store(self) -> None:
        while True:
            number = await self.queue.get()
            try:
                await summarize(number)
                self.save(number)
            finally:
                self.queue.task_done()

    def save(self, number: str) -> None:
        with STORED.open("a") as file:
            file.write(json.dumps({"id": number}) + "\n")
        print(f"저장: {number}")
        self.stored += 1
        self.owed.remove(number)

    def leave(self) -> None:
        if self.owed:
            LEFT.write_text(" ".join(self.owed))
        else:
            LEFT.unlink(missing_ok=True)


@asynccontextmanager
async def serving(service: Service) -> AsyncIterator[str]:
    """블록 안에서 요청을 받는다. 나갈 때는 하던 답을 마치고 새 연결을 막는다."""
    app = web.Application()
    app.router.add_post("/", service.accept)
    runner = web.AppRunner(app, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield "http://{}:{}/".format(*runner.addresses[0])
    finally:
        await runner.cleanup()


async def supervise(work: Callable[[], Awaitable[None]], attempts: int = 3) -> None:
    clock = asyncio.get_running_loop().time
    failed = 0
    while True:
        began = clock()
        try:
            return await work()
        except Exception as error:
            failed = 1 if clock() - began > 60 else failed + 1
            print(f"{failed}번째 실패: {error!r}")
            if failed == attempts:
                raise
        await asyncio.sleep(0.05 * 2**failed)


async def watch(url: str) -> None:
    """0.2초마다 새 글을 하나 보낸다. 여섯째를 보낸 다음에는 이 프로그램에 SIGTERM을 보낸다."""
    async with aiohttp.ClientSession() as session:
        for number in range(1, 100):
            async with session.post(url, data=str(number)) as response:
                print(f"  글 {number}: {response.status}")
            if response.status != 202:
                return
            if number == 6:
                os.kill(os.getpid(), signal.SIGTERM)
            await asyncio.sleep(0.2)


async def main() -> None:
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    service = Service()
    try:
        async with asyncio.TaskGroup() as group:
            workers = [group.create_task(supervise(service.store)) for _ in range(2)]
            async with serving(service) as url:
                watching = group.create_task(watch(url))
                await stopping.wait()
                service.closing = True  # 새 글에는 503으로 답한다
                print(f"SIGTERM: 새 글을 막음, 남은 글 {len(service.owed)}개")
                await watching  # 손님이 그 답을 듣고 떠난다
            try:
                async with asyncio.timeout(DEADLINE):
                    await service.queue.join()
            except TimeoutError:
                print(f"마감: 다음으로 미룬 글 {len(service.owed)}개")
            for worker in workers:
                worker.cancel()
    finally:
        service.leave()
    print(f"받은 글 {service.accepted}개, 저장한 글 {service.stored}개")


if __name__ == "__main__":
    asyncio.run(main())
