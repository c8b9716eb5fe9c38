"""처리기를 하나 넘겨 두면 손님마다 태스크가 하나씩 생긴다."""

import asyncio
from asyncio import StreamReader, StreamWriter


async def handle(reader: StreamReader, writer: StreamWriter) -> None:
    try:
        while line := await reader.readline():  # 손님이 말을 마치면 b""가 온다
            writer.write(line)
            await writer.drain()
    finally:
        writer.close()
        await writer.wait_closed()


async def talk(name: str, pause: float, port: int) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    echoes = []
    for number in (1, 2):
        await asyncio.sleep(pause)  # 다음 말을 생각한다
        writer.write(f"{name}{number}\n".encode())
        await writer.drain()
        echo = await reader.readline()
        echoes.append(echo.decode().strip())
    writer.write_eof()  # 할 말을 다 했다
    await reader.read()  # 서버가 연결을 닫을 때까지 기다린다
    writer.close()
    await writer.wait_closed()
    return " ".join(echoes)


async def main() -> None:
    # 포트 0: 비어 있는 포트를 운영체제가 골라 준다
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        visits = [("서울", 0.1), ("부산", 0.2), ("제주", 0.3)]
        for echoes in await asyncio.gather(*(talk(name, pause, port) for name, pause in visits)):
            print(f"돌아온 말: {echoes}")


if __name__ == "__main__":
    asyncio.run(main())
