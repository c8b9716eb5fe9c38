"""drain()이 없으면, 상대가 읽지 않는 동안 보낼 것이 모두 메모리에 쌓인다."""

import asyncio
from asyncio import StreamReader, StreamWriter

PIECE = bytes(64 * 1024)
COUNT = 512  # 모두 32 MiB


async def read_late(reader: StreamReader, writer: StreamWriter) -> None:
    await asyncio.sleep(0.4)  # 앞의 일을 하느라 읽지 못한다
    while await reader.read(1024 * 1024):
        pass
    writer.close()
    await writer.wait_closed()


async def write_only(writer: StreamWriter) -> int:
    largest = 0
    for _ in range(COUNT):
        writer.write(PIECE)
        largest = max(largest, writer.transport.get_write_buffer_size())
    return largest


async def write_and_drain(writer: StreamWriter) -> int:
    largest = 0
    for _ in range(COUNT):
        writer.write(PIECE)
        largest = max(largest, writer.transport.get_write_buffer_size())
        await writer.drain()
    return largest


async def main() -> None:
    server = await asyncio.start_server(read_late, "127.0.0.1", 0)
    async with server:
        for way in (write_only, write_and_drain):
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            print(f"{way.__name__}: 버퍼는 최대 {await way(writer) / 1024:,.0f} KiB")
            writer.write_eof()
            await reader.read()  # 상대가 다 읽고 닫을 때까지 기다린다
            writer.close()
            await writer.wait_closed()


if __name__ == "__main__":
    asyncio.run(main())
