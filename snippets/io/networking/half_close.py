"""write_eof()는 말하기만 끝낸다: 듣는 쪽은 아직 열려 있다."""

import asyncio
from asyncio import StreamReader, StreamWriter


async def add_up(reader: StreamReader, writer: StreamWriter) -> None:
    total = 0
    async for line in reader:  # 상대가 말하기를 끝낼 때까지
        total += int(line)
        print(f"서버: +{int(line)}")
    print("서버: 더 올 것이 없음")
    writer.write(f"{total}\n".encode())
    await writer.drain()
    writer.close()
    await writer.wait_closed()


async def main() -> None:
    server = await asyncio.start_server(add_up, "127.0.0.1", 0)
    async with server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(b"1\n2\n")
        await writer.drain()
        writer.write_eof()
        print("손님: 말하기를 끝냄")
        async with asyncio.timeout(0.5):
            print(f"손님: 합계는 {int(await reader.readline())}")
        rest = await reader.read()
        print(f"손님: 그다음에 읽은 것은 {rest!r}")
        writer.close()
        await writer.wait_closed()


if __name__ == "__main__":
    asyncio.run(main())
