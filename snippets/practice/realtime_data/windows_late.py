"""소식이 와야 창을 닫는다면, 소식이 없는 동안 창은 닫히지 않는다."""

import asyncio

from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve


async def press(connection: ServerConnection) -> None:
    for pause, title in ((0.1, "소식 1"), (0.1, "소식 2"), (0.8, "소식 3")):
        await asyncio.sleep(pause)
        await connection.send(title)


async def collect(uri: str, seconds: float) -> None:
    clock = asyncio.get_running_loop().time
    async with connect(uri) as connection:
        batch: list[str] = []
        edge = clock() + seconds
        async for message in connection:
            print(message, "받음")
            if clock() > edge:
                print(f"창을 닫음: {batch}")
                batch, edge = [], edge + seconds
            batch.append(str(message))
        print(f"연결이 닫힘, 남은 것: {batch}")


async def main() -> None:
    async with serve(press, "127.0.0.1", 0) as server:
        host, port = next(iter(server.sockets)).getsockname()
        asyncio.get_running_loop().call_later(0.5, print, "시작한 지 0.5초")
        await collect(f"ws://{host}:{port}", seconds=0.4)


if __name__ == "__main__":
    asyncio.run(main())
