"""소식 하나를 기다리는 시간을 제한하고, 지나면 다시 잇는다."""

import asyncio

from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosedError, ConnectionClosedOK

visits = 0


async def press(connection: ServerConnection) -> None:
    """0.1초마다 보낸다. 첫 연결에서는 셋째 다음부터 조용해진다"""
    global visits
    visits += 1
    assert connection.request
    number = int(connection.request.path.partition("after=")[2])
    while number < 9:
        await asyncio.sleep(0.1)
        number += 1
        await connection.send(str(number))
        if number == 3 and visits == 1:
            await connection.wait_closed()
            return


async def follow(uri: str) -> list[int]:
    received: list[int] = []
    while True:
        after = received[-1] if received else 0
        try:
            async with connect(f"{uri}/?after={after}") as connection:
                while True:
                    async with asyncio.timeout(0.4):
                        received.append(int(await connection.recv()))
                    print("소식", received[-1])
        except ConnectionClosedOK:
            return received
        except (ConnectionClosedError, TimeoutError):
            await asyncio.sleep(0.1)


async def main() -> None:
    async with serve(press, "127.0.0.1", 0) as server:
        host, port = next(iter(server.sockets)).getsockname()
        try:
            async with asyncio.timeout(2):
                print("모두 받음:", await follow(f"ws://{host}:{port}"))
        except TimeoutError:
            print("2초가 지나 그만둠")


if __name__ == "__main__":
    asyncio.run(main())
