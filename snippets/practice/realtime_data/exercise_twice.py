"""다시 온 소식은 번호를 보고 건너뛴다."""

import asyncio

from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosedError

visits = 0


async def press(connection: ServerConnection) -> None:
    """after보다 조금 앞에서부터 보낸다. 처음 두 연결은 새 소식 둘 다음에 끊긴다"""
    global visits
    assert connection.request
    after = int(connection.request.path.partition("after=")[2])
    number, end = max(0, after - visits), after + 2 if visits < 2 else 7
    visits += 1
    while number < end:
        number += 1
        await connection.send(str(number))
        await asyncio.sleep(0.05)
    if end < 7:
        connection.transport.abort()


async def follow(uri: str) -> list[int]:
    stored: list[int] = []
    while True:
        after = stored[-1] if stored else 0
        try:
            async with connect(f"{uri}/?after={after}") as connection:
                async for message in connection:
                    if not stored or int(message) > stored[-1]:
                        stored.append(int(message))
            return stored
        except ConnectionClosedError:
            print(f"끊김, {after} 다음부터 받던 중")
            await asyncio.sleep(0.1)


async def main() -> None:
    async with serve(press, "127.0.0.1", 0) as server:
        host, port = next(iter(server.sockets)).getsockname()
        print("저장한 소식:", *await follow(f"ws://{host}:{port}"))


if __name__ == "__main__":
    asyncio.run(main())
