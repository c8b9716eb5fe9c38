"""연결을 기억하고, 기다리고, 끊는 일을 서버가 해 준다."""

import asyncio
from asyncio import StreamReader, StreamWriter


async def handle(reader: StreamReader, writer: StreamWriter) -> None:
    writer.write("어서 오세요\n".encode())
    while await reader.readline():
        await asyncio.sleep(0.3)  # 답을 준비한다
        writer.write("답\n".encode())
        await writer.drain()
    writer.close()
    await writer.wait_closed()


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
    try:
        async with asyncio.timeout(0.5):
            await server.wait_closed()
    except TimeoutError:
        print("0.5초가 지나도 남은 손님이 있음")
        server.close_clients()
        await server.wait_closed()


async def main() -> None:
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    async with asyncio.TaskGroup() as visits:
        visits.create_task(visit("묻던 손님", "질문\n", *await enter(server)))
        visits.create_task(visit("쉬던 손님", "", *await enter(server)))
        await asyncio.sleep(0.1)
        await shut_down(server)
    print("서버를 닫음")


if __name__ == "__main__":
    asyncio.run(main())
