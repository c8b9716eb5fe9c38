"""웹소켓으로 오는 소식을 받는다. 흐름이 끝나는 세 가지 모습이 다르다."""

import asyncio

from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosedError


async def press(connection: ServerConnection) -> None:
    """언론사: 소식 둘을 보내고, 부탁받은 모습으로 끝낸다"""
    assert connection.request
    for number in (1, 2):
        await connection.send(f"소식 {number}")
        await asyncio.sleep(0.1)
    match connection.request.path:
        case "/restart":
            await connection.close(1001, "서버 재시작")
        case "/cut":
            connection.transport.abort()  # 작별 없이 끊긴다


async def follow(uri: str) -> None:
    print(uri[uri.rindex("/") :])
    async with connect(uri) as connection:
        try:
            async for message in connection:
                print(" ", message)
            print(f"  반복이 조용히 끝남 (코드 {connection.close_code})")
        except ConnectionClosedError:
            print(f"  예외: ConnectionClosedError (코드 {connection.close_code})")


async def main() -> None:
    async with serve(press, "127.0.0.1", 0) as server:
        host, port = next(iter(server.sockets)).getsockname()
        for path in ("end", "restart", "cut"):
            await follow(f"ws://{host}:{port}/{path}")


if __name__ == "__main__":
    asyncio.run(main())
