"""느린 소비자는 아무것도 잃지 않지만, 점점 옛날 시세를 처리한다."""

import asyncio

from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve


async def market(connection: ServerConnection) -> None:
    """시세를 0.12초마다 하나씩, 보낸 시각을 적어 보낸다"""
    for _ in range(7):
        await connection.send(str(asyncio.get_running_loop().time()))
        await asyncio.sleep(0.12)


async def handle(sent: str) -> float:
    late = asyncio.get_running_loop().time() - float(sent)
    await asyncio.sleep(0.3)  # 시세가 오는 것보다 느리다
    return late


async def in_order(connection: ClientConnection) -> list[float]:
    return [await handle(str(price)) async for price in connection]


async def latest_only(connection: ClientConnection) -> list[float]:
    newest: asyncio.Queue[str | None] = asyncio.Queue(maxsize=1)

    async def read() -> None:
        async for price in connection:
            if newest.full():
                newest.get_nowait()  # 아직 처리하지 못한 옛 시세를 버린다
            newest.put_nowait(str(price))
        await newest.put(None)

    late = []
    async with asyncio.TaskGroup() as group:
        group.create_task(read())
        while (price := await newest.get()) is not None:
            late.append(await handle(price))
    return late


async def main() -> None:
    async with serve(market, "127.0.0.1", 0) as server:
        host, port = next(iter(server.sockets)).getsockname()
        uri = f"ws://{host}:{port}"
        async with connect(uri) as first, connect(uri) as second:
            for late in await asyncio.gather(in_order(first), latest_only(second)):
                print(f"{len(late)}개 처리, 가장 늦은 것은 {max(late):.1f}초 전의 시세")


if __name__ == "__main__":
    asyncio.run(main())
