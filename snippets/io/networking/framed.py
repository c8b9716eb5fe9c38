"""길이를 앞에 붙이면 어떻게 나뉘어 와도 메시지가 그대로 나온다."""

import asyncio
from asyncio import StreamReader, StreamWriter

LARGEST = 1000  # 상대가 보낸 길이를 그대로 믿지 않는다


def frame(message: str) -> bytes:
    data = message.encode()
    return len(data).to_bytes(4, "big") + data


async def receive(reader: StreamReader) -> str:
    length = int.from_bytes(await reader.readexactly(4), "big")
    if length > LARGEST:
        raise ValueError(f"너무 긴 메시지: {length:,}바이트")
    return (await reader.readexactly(length)).decode()


async def handle(reader: StreamReader, writer: StreamWriter) -> None:
    try:
        while True:
            print(f"받음: {await receive(reader)!r}")
    except asyncio.IncompleteReadError as cut:
        print(f"{cut.expected}바이트를 기다리다 {len(cut.partial)}바이트에서 끝남")
    except ValueError as error:
        print(f"끊음: {error}")
    writer.close()
    await writer.wait_closed()


async def main() -> None:
    orders = frame("사과 3개") + frame("배 5개") + frame("감 2개")
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    async with server:
        for data in (orders, orders[:-2], b"GET /"):
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            for start in range(0, len(data), 7):  # 경계와 상관없이 일곱 바이트씩
                writer.write(data[start : start + 7])
                await asyncio.sleep(0.06)
            writer.write_eof()
            await reader.read()  # 서버가 닫을 때까지 기다린다
            writer.close()
            await writer.wait_closed()


if __name__ == "__main__":
    asyncio.run(main())
