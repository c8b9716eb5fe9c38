"""실시간 소식 모음: 끊기면 저장한 다음부터 다시 받고, SIGTERM을 받으면 받은 것을 다 저장하고 끝난다."""

import asyncio
import json
import os
import signal
from contextlib import suppress
from pathlib import Path

from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed, WebSocketException

STORED = Path("news.jsonl")
WINDOW, DEADLINE = 0.5, 2.0


class Press:
    """언론사. 소식 n은 0.2n초에 나온다. 넷째 다음에는 연결을 끊고, 여덟째 다음에는 SIGTERM을 보낸다."""

    def __init__(self) -> None:
        self.clock = asyncio.get_running_loop().time
        self.began = self.clock()

    async def handle(self, connection: ServerConnection) -> None:
        assert connection.request
        number = int(connection.request.path.partition("after=")[2])
        with suppress(ConnectionClosed):
            while True:
                number += 1
                await asyncio.sleep(self.began + 0.2 * number - self.clock())
                await connection.send(json.dumps({"id": number, "title": f"소식 {number}"}))
                await asyncio.sleep(0.1)
                if number == 4:
                    connection.transport.abort()
                elif number == 8:
                    os.kill(os.getpid(), signal.SIGTERM)


class Collector:
    def __init__(self) -> None:
        lines = STORED.read_text().splitlines() if STORED.exists() else []
        self.last: int = json.loads(lines[-1])["id"] if lines else 0  # 지난번에 저장한 데까지
        self.received = self.stored = 0
        self.queue: asyncio.Queue[str | None] = asyncio.Queue(maxsize=16)
        self.finished = False

    async def follow(self, uri: str) -> None:
        """끊겨도 다시 이어 가며 받는다."""
        delay = 0.15
        while True:
            try:
                async with connect(f"{uri}/?after={self.last}", close_timeout=1) as connection:
                    async for message in connection:
                        await self.queue.put(str(message))  # 저장이 밀리면 여기서 기다린다
                        self.received += 1
                        self.last = json.loads(message)["id"]
                        delay = 0.15
            except (OSError, WebSocketException) as error:
                print(f"끊김({type(error).__name__}): {self.last} 다음부터 다시 받음")
            await asyncio.sleep(delay)
            delay = min(delay * 2, 30)

    async def store(self) -> None:
        while not self.finished:
            self.save(await self.batch())

    async def batch(self) -> list[str]:
        """첫 소식이 오고 0.5초 동안 온 것을 모은다. None이 오면 바로 마친다."""
        found = [await self.queue.get()]
        with suppress(TimeoutError):
            async with asyncio.timeout(WINDOW):
                while found[-1] is not None:
                    found.append(await self.queue.get())
        self.finished = found[-1] is None
        return [message for message in found if message is not None]

    def save(self, batch: list[str]) -> None:
        with STORED.open("a") as file:
            file.writelines(f"{message}\n" for message in batch)
        for message in batch:
            print(f"저장: {json.loads(message)['id']}")
        self.stored += len(batch)


async def main() -> None:
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    collector = Collector()
    async with serve(Press().handle, "127.0.0.1", 0) as server, asyncio.TaskGroup() as group:
        host, port = next(iter(server.sockets)).getsockname()
        storing = group.create_task(collector.store())
        following = group.create_task(collector.follow(f"ws://{host}:{port}"))

        await stopping.wait()
        print(f"SIGTERM: 그만 받음, 저장할 소식 {collector.received - collector.stored}개")
        following.cancel()
        await asyncio.wait([following])
        async with asyncio.timeout(DEADLINE):
            await collector.queue.put(None)
            await storing
    print(f"받은 글 {collector.received}개, 저장한 글 {collector.stored}개")


if __name__ == "__main__":
    asyncio.run(main())
