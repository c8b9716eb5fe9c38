"""asyncio.run()은 부를 때마다 새 이벤트 루프를 만든다. 앞의 루프에서 연 연결은 쓸 수 없다."""

import asyncio
import socket
from collections.abc import Callable, Coroutine

Run = Callable[[Coroutine[None, None, str]], str]


class Client:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def connect(self, sock: socket.socket) -> str:
        self.reader, self.writer = await asyncio.open_connection(sock=sock)
        return "연결함"

    async def read(self) -> str:
        return (await self.reader.readline()).decode().strip()

    async def close(self) -> str:
        self.writer.close()
        await self.writer.wait_closed()
        return "닫음"


def use(run: Run) -> None:
    """비동기를 모르는 프로그램이 필요할 때마다 코루틴을 하나씩 실행한다."""
    server, sock = socket.socketpair()
    with server, sock:
        client = Client()
        print(f"  {run(client.connect(sock))}")
        server.sendall("반갑습니다\n".encode())
        print(f"  {run(client.read())}")
        print(f"  {run(client.close())}")


if __name__ == "__main__":
    print("asyncio.run()을 여러 번")
    try:
        use(asyncio.run)
    except RuntimeError as error:
        print(f"  RuntimeError: {str(error).split(' got ')[-1]}")
    print("asyncio.Runner 하나")
    with asyncio.Runner() as runner:
        use(runner.run)
