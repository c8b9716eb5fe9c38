"""TCP에는 메시지의 경계가 없다: 보낸 수와 받은 수가 서로 다르다."""

import asyncio
from asyncio import StreamReader, StreamWriter


async def handle(reader: StreamReader, writer: StreamWriter) -> None:
    while True:
        await asyncio.sleep(0.1)  # 다른 일을 하느라 바쁘다
        piece = await reader.read(1000)
        if not piece:
            break
        try:
            print(f"받음: {piece.decode()!r}")
        except UnicodeDecodeError:
            print(f"받음: {piece!r} (글자가 되지 못함)")
    writer.close()
    await writer.wait_closed()


async def main() -> None:
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    async with server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        print("보냄: '사과 3개', '배 5개'")
        writer.write("사과 3개".encode())
        writer.write("배 5개".encode())
        await asyncio.sleep(0.3)

        print("보냄: '감 2개', 느린 망에서 둘로 나뉘어")
        message = "감 2개".encode()
        writer.write(message[:2])
        await asyncio.sleep(0.3)
        writer.write(message[2:])
        writer.write_eof()
        await reader.read()  # 서버가 닫을 때까지 기다린다
        writer.close()
        await writer.wait_closed()


if __name__ == "__main__":
    asyncio.run(main())
