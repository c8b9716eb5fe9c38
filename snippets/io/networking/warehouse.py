"""한 줄이 메시지 하나: 요청 한 줄에 답 한 줄."""

import asyncio
from asyncio import StreamReader, StreamWriter

stock: dict[str, int] = {}


def answer(request: str) -> str:
    match request.split():
        case ["넣기", item, count] if count.isdecimal():
            stock[item] = stock.get(item, 0) + int(count)
            return f"좋음 {stock[item]}"
        case ["보기", item]:
            return f"좋음 {stock.get(item, 0)}"
        case _:
            return "오류 모르는 요청"


async def handle(reader: StreamReader, writer: StreamWriter) -> None:
    try:
        while (line := await reader.readline()).endswith(b"\n"):
            writer.write(f"{answer(line.decode())}\n".encode())
            await writer.drain()
    except ValueError:  # limit까지 줄바꿈이 없거나, UTF-8이 아니다
        writer.write("오류 읽을 수 없는 줄\n".encode())
    writer.close()
    await writer.wait_closed()


async def main() -> None:
    server = await asyncio.start_server(handle, "127.0.0.1", 0, limit=100)
    async with server:
        address = server.sockets[0].getsockname()
        reader, writer = await asyncio.open_connection(*address)
        for request in ("넣기 사과 3", "넣기 사과 4", "보기 사과", "버리기 사과", "보기 " + "배" * 100):
            writer.write(f"{request}\n".encode())
            await writer.drain()
            reply = await reader.readline()
            print(f"{request[:9]} → {reply.decode().strip()}")
        print(f"그다음 → {await reader.readline()!r}")
        writer.close()
        await writer.wait_closed()


if __name__ == "__main__":
    asyncio.run(main())
