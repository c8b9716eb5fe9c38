"""asyncio.run()마다 루프가 새로 생기므로, 앞의 루프에서 연 연결은 쓸 수 없다."""

import asyncio
import socket


async def connect(sock: socket.socket) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection(sock=sock)


async def read(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        print(await reader.readline())
    except RuntimeError as error:
        print("RuntimeError: … got", str(error).split(" got ")[1])
    try:
        writer.close()
    except RuntimeError as error:
        print(f"RuntimeError: {error}")


if __name__ == "__main__":
    sock, server = socket.socketpair()
    reader, writer = asyncio.run(connect(sock))
    server.sendall(b"hello\n")
    asyncio.run(read(reader, writer))
