"""서버 닫기: 새 손님을 막고, 하던 답은 마치게 하고, 그래도 남은 손님은 끊는다."""

import asyncio
from asyncio import StreamReader, StreamWriter

connections: dict[asyncio.Task[None], StreamWriter] = {}


async def handle(reader: StreamReader, writer: StreamWriter) -> None:
    writer.write("어서 오세요\n".encode())
    while await reader.readline():
        await asyncio.sleep(0.3)  # 답을 준비한다
        writer.write("답\n".encode())
        await writer.drain()
    writer.close()
    await writer.wait_closed()


def welcome(reader: StreamReader, writer: StreamWriter) -> None:
    task = asyncio.create_task(handle(reader, writer))
    connections[task] = writer
    task.add_done_callback(lambda done: connections.pop(done))


async def enter(server: asyncio.Server) -> tuple[StreamReader, StreamWriter]:
    connection = await asyncio.open_connection(*server.sockets[0].getsockname())
    await connection[0].readline()  # 인사를 들었으니 처리기가 맞아 준 것이다
    return connection


async def visit(name: str, question: str, reader: StreamReader, writer: StreamWriter) -> None:
    if question:
        writer.write(question.encode())
        writer.write_eof()
    reply = await reader.read()
    print(f"  {name}: {reply.decode().strip() or '끊김'}")
    writer.close()
    await writer.wait_closed()


async def shut_down(server: asyncio.Server) -> None:
    server.close()
    print(f"새 손님을 막음, 남은 손님 {len(connections)}명")
    if connections:
        await asyncio.wait(connections, timeout=0.5)
    print(f"0.5초 기다림, 남은 손님 {len(connections)}명")
    for writer in connections.values():
        writer.close()
    if connections:
        await asyncio.wait(connections)


async def main() -> None:
    server = await asyncio.start_server(welcome, "127.0.0.1", 0)
    async with asyncio.TaskGroup() as visits:
        visits.create_task(visit("묻던 손님", "질문\n", *await enter(server)))
        visits.create_task(visit("쉬던 손님", "", *await enter(server)))
        await asyncio.sleep(0.1)
        await shut_down(server)
    print(f"서버를 닫음, 남은 손님 {len(connections)}명")


if __name__ == "__main__":
    asyncio.run(main())
