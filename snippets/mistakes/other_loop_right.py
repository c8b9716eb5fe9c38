"""asyncio.run()은 한 번만 부르고, 그 안에서 모두 한다."""

import asyncio
import socket


async def connect(sock: socket.socket) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection(sock=sock)


async def read(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    print(await reader.readline())
    writer.close()
    await writer.wait_closed()


async def main() -> None:
    sock, server = socket.socketpair()
    reader, writer = await connect(sock)
    server.sendall(b"hello\n")
    await read(reader, writer)


if __name__ == "__main__":
    asyncio.run(main())
