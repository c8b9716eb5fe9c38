"""길이만큼 다 올 때까지 읽는다."""

import asyncio
from asyncio import StreamReader, StreamWriter

PHOTOS = [b"a" * 300_000, b"b" * 500_000]


async def send(writer: StreamWriter, photo: bytes) -> None:
    writer.write(len(photo).to_bytes(4, "big") + photo)
    await writer.drain()


async def receive(reader: StreamReader) -> bytes:
    length = int.from_bytes(await reader.readexactly(4), "big")
    return await reader.readexactly(length)


async def handle(reader: StreamReader, writer: StreamWriter) -> None:
    for number, photo in enumerate(PHOTOS, 1):
        received = await receive(reader)
        state = "온전함" if received == photo else "망가짐"
        print(f"사진 {number}: {len(received):,}바이트, {state}")
    await reader.read()  # 남은 것은 버린다
    writer.close()
    await writer.wait_closed()


async def main() -> None:
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    async with server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        for photo in PHOTOS:
            await send(writer, photo)
        writer.write_eof()
        await reader.read()  # 서버가 닫을 때까지 기다린다
        writer.close()
        await writer.wait_closed()


if __name__ == "__main__":
    asyncio.run(main())
