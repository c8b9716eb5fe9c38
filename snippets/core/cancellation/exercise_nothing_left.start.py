"""await마다 취소해 보면 서버에 무엇인가 남는다."""

import asyncio
from itertools import count


class Server:
    """요청은 보내는 대로 처리되고, 대답은 0.1초 뒤에 온다. 그대로 둔다."""

    client: asyncio.Task[None]

    def __init__(self, cancel_at: int) -> None:
        self.cancel_at = cancel_at
        self.requests: list[str] = []
        self.left: set[str] = set()

    def __repr__(self) -> str:
        return f"cancel_at={self.cancel_at}"

    async def answer(self, request: str) -> None:
        self.requests.append(request)
        if len(self.requests) == self.cancel_at:
            self.client.cancel()
        await asyncio.sleep(0.1)

    async def connect(self) -> None:
        self.left.add("연결")
        await self.answer("connect")

    async def upload(self) -> None:
        self.left.add("임시 파일")
        await self.answer("upload")

    async def close(self) -> None:  # 올린 파일도 함께 지운다
        await self.answer("close")
        self.left.clear()


async def post(server: Server) -> None:
    await server.connect()
    try:
        await server.upload()
    finally:
        await server.close()


async def main() -> None:
    for point in count(1):
        server = Server(cancel_at=point)
        server.client = asyncio.create_task(post(server))
        await asyncio.wait([server.client])
        where = server.requests[point - 1] if point <= len(server.requests) else "-"
        left = ", ".join(sorted(server.left)) or "없음"
        print(f"{where:8} 남은 것: {left} (cancelled={server.client.cancelled()})")
        if where == "-":
            break


if __name__ == "__main__":
    asyncio.run(main())
