"""한 손님이 읽지 않으면 아무도 다음 사진을 받지 못한다."""

import asyncio
import socket
from asyncio import StreamReader, StreamWriter

SIZE = 2 * 1024 * 1024
guests: list[StreamWriter] = []
received = {"서울": 0, "부산": 0}


async def broadcast(photo: bytes) -> None:
    for writer in guests:
        writer.write(photo)
        await writer.drain()


def welcome(reader: StreamReader, writer: StreamWriter) -> None:
    guests.append(writer)
    # 운영체제의 버퍼를 양쪽에서 줄여, 사진 한 장에도 가득 차게 한다
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 64 * 1024)
    writer.write("어서 오세요\n".encode())


async def watch(name: str, reader: StreamReader) -> None:
    for _ in range(3):
        await reader.readexactly(SIZE)
        received[name] += 1


async def main() -> None:
    server = await asyncio.start_server(welcome, "127.0.0.1", 0)
    connections = [await asyncio.open_connection(*server.sockets[0].getsockname()) for _ in range(3)]
    for reader, writer in connections:
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 * 1024)
        await reader.readline()  # 인사를 들었으니 손님 목록에 올라 있다
    seoul, _, busan = connections  # 가운데 손님은 졸고 있어 아무것도 읽지 않는다
    try:
        async with asyncio.timeout(2), asyncio.TaskGroup() as watchers:
            watchers.create_task(watch("서울", seoul[0]))
            watchers.create_task(watch("부산", busan[0]))
            for _ in range(3):
                await broadcast(bytes(SIZE))
    except TimeoutError:
        print("2초가 지나도 끝나지 않음")
    kept = sum(writer.transport.get_write_buffer_size() for writer in guests)
    print(f"받은 사진: 서울 {received['서울']}장, 부산 {received['부산']}장, 쌓인 것: {kept:,}바이트")
    server.close()
    for writer in [*guests, *(writer for _, writer in connections)]:
        writer.transport.abort()


if __name__ == "__main__":
    asyncio.run(main())
