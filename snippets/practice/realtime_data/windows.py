"""창은 시계가 닫는다. 소식이 없는 창은 빈 창이다."""

import asyncio
from collections.abc import AsyncIterator

from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosedOK


async def press(connection: ServerConnection) -> None:
    for pause, title in ((0.1, "소식 1"), (0.1, "소식 2"), (0.8, "소식 3")):
        await asyncio.sleep(pause)
        await connection.send(title)


async def windows(connection: ClientConnection, seconds: float) -> AsyncIterator[list[str]]:
    edge = asyncio.get_running_loop().time() + seconds
    batch: list[str] = []
    while True:
        try:
            async with asyncio.timeout_at(edge):
                batch.append(str(await connection.recv()))
        except TimeoutError:
            yield batch
            batch, edge = [], edge + seconds
        except ConnectionClosedOK:
            yield batch
            return


async def main() -> None:
    clock = asyncio.get_running_loop().time
    async with serve(press, "127.0.0.1", 0) as server:
        host, port = next(iter(server.sockets)).getsockname()
        async with connect(f"ws://{host}:{port}") as connection:
            start = clock()
            async for batch in windows(connection, seconds=0.4):
                print(f"{clock() - start:.1f}초에 창을 닫음: {batch}")


if __name__ == "__main__":
    asyncio.run(main())
