"""읽지 않는 상대와의 연결은 close()로 닫히지 않는다."""

import asyncio
from asyncio import StreamReader, StreamWriter

held: list[StreamWriter] = []


def never_read(reader: StreamReader, writer: StreamWriter) -> None:
    held.append(writer)  # 연결을 붙들고만 있는다


async def close(writer: StreamWriter) -> None:
    writer.close()  # 쌓인 것을 다 보낸 다음에 닫는다
    await writer.wait_closed()


async def abort(writer: StreamWriter) -> None:
    writer.transport.abort()  # 쌓인 것을 버리고 닫는다
    await writer.wait_closed()


async def main() -> None:
    server = await asyncio.start_server(never_read, "127.0.0.1", 0)
    for way in (close, abort):
        _, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(bytes(32 * 1024 * 1024))
        try:
            async with asyncio.timeout(0.3):
                await way(writer)
            print(f"{way.__name__}: 닫힘")
        except TimeoutError:
            left = writer.transport.get_write_buffer_size()
            print(f"{way.__name__}: 0.3초가 지나도 닫히지 않음, {left:,}바이트가 남음")
            writer.transport.abort()
    server.close()
    for writer in held:
        writer.close()


if __name__ == "__main__":
    asyncio.run(main())
