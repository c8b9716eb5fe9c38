"""시간제한은 조각마다가 아니라 메시지 하나에 건다."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import Awaitable, Callable

VISITORS = [("바쁜 손님", ["주문\n"]), ("조용한 손님", []), ("느린 손님", [*"사과세개요", "\n"])]


async def per_piece(reader: StreamReader) -> bytes:
    line = b""
    while not line.endswith(b"\n") and not reader.at_eof():
        async with asyncio.timeout(0.5):
            line += await reader.read(100)
    return line


async def per_line(reader: StreamReader) -> bytes:
    async with asyncio.timeout(0.5):
        return await reader.readline()


async def visit(pieces: list[str], address: tuple[str, int]) -> str:
    reader, writer = await asyncio.open_connection(*address)
    for piece in pieces:
        if reader.at_eof():  # 서버가 벌써 닫았다
            break
        writer.write(piece.encode())
        await asyncio.sleep(0.2)
    reply = await reader.read()
    writer.close()
    await writer.wait_closed()
    return reply.decode() or "끊김"


async def try_out(receive: Callable[[StreamReader], Awaitable[bytes]]) -> None:
    async def handle(reader: StreamReader, writer: StreamWriter) -> None:
        try:
            await receive(reader)
            writer.write("받음".encode())
        except TimeoutError:
            pass  # 답하지 않고 닫는다
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    async with server:
        address = server.sockets[0].getsockname()
        replies = await asyncio.gather(*(visit(pieces, address) for _, pieces in VISITORS))
        for (name, _), reply in zip(VISITORS, replies, strict=True):
            print(f"{receive.__name__}, {name}: {reply}")


async def main() -> None:
    await try_out(per_piece)
    await try_out(per_line)


if __name__ == "__main__":
    asyncio.run(main())
