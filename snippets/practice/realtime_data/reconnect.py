"""끊긴 동안 나온 소식은, 어디까지 받았는지 말해야 다시 받을 수 있다."""

import asyncio
import time

from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosedError

BEGAN = time.monotonic() + 0.2  # loop.time()과 같은 시계. 손님이 연결할 틈을 둔다


async def press(connection: ServerConnection) -> None:
    """0.2초마다 하나씩 나온다. after가 있으면 그다음 것부터, 없으면 지금부터 나올 것만 보낸다"""
    assert connection.request
    clock = asyncio.get_running_loop().time
    after = connection.request.path.partition("after=")[2]
    number = int(after or (clock() - BEGAN) / 0.2)
    first_visit = number == 0
    while number < 7:
        number += 1
        await asyncio.sleep(BEGAN + 0.2 * number - clock())
        await connection.send(str(number))
        if first_visit and number == 3:
            await asyncio.sleep(0.1)
            connection.transport.abort()
            return


async def follow(uri: str, *, resume: bool) -> list[int]:
    received: list[int] = []
    delay = 0.4
    while True:
        after = received[-1] if received else 0
        try:
            async with connect(f"{uri}/?after={after}" if resume else uri) as connection:
                async for number in connection:
                    received.append(int(number))
                    delay = 0.4  # 잘 되고 있으니 처음 간격으로
                return received
        except (ConnectionClosedError, OSError) as error:
            print(f"끊김: {type(error).__name__}, {received}까지 받음")
        await asyncio.sleep(delay)
        delay = min(delay * 2, 30)


async def main() -> None:
    async with serve(press, "127.0.0.1", 0) as server:
        host, port = next(iter(server.sockets)).getsockname()
        uri = f"ws://{host}:{port}"
        live, resumed = await asyncio.gather(follow(uri, resume=False), follow(uri, resume=True))
    print(f"다시 잇기만 하면: {live}")
    print(f"어디까지인지 말하면: {resumed}")


if __name__ == "__main__":
    asyncio.run(main())
