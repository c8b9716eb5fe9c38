"""어느 await에서 취소되어도 서버에 아무것도 남기지 않는다."""

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
    try:  # 연결을 기다리다가 취소될 수도 있으므로 connect()부터 감싼다
        await server.connect()
        await server.upload()
    finally:
        closing = asyncio.create_task(server.close())
        try:
            await asyncio.shield(closing)
        except asyncio.CancelledError:
            await closing  # 닫기를 마친 다음에 취소된다
            raise


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
