"""한 프로그램을 await마다 한 번씩 취소하고, 그때마다 서버에 무엇이 남는지 표로 보인다."""

import asyncio
from itertools import count


class Server:
    """요청은 보내는 대로 처리되고, 대답은 0.1초 뒤에 온다."""

    client: asyncio.Task[None]

    def __init__(self, cancel_at: int) -> None:
        self.cancel_at = cancel_at
        self.requests: list[str] = []
        self.left: list[str] = []

    def __repr__(self) -> str:
        return f"cancel_at={self.cancel_at}"

    async def answer(self, request: str) -> None:
        self.requests.append(request)
        if len(self.requests) == self.cancel_at:
            self.client.cancel()  # 이 대답을 기다리는 쪽을 취소한다
        await asyncio.sleep(0.1)

    async def connect(self) -> None:
        self.left.append("연결")
        await self.answer("connect")

    async def upload(self) -> None:
        self.left.append("임시 파일")
        await self.answer("upload")

    async def publish(self) -> None:
        self.left[self.left.index("임시 파일")] = "공개된 글"
        await self.answer("publish")

    async def close(self) -> None:
        await self.answer("close")  # 인사를 나눈 다음에 끊는다
        self.left.remove("연결")


async def post(server: Server) -> None:
    await server.connect()
    try:
        await server.upload()
        await server.publish()
    finally:
        await server.close()


async def main() -> None:
    for point in count(1):
        server = Server(cancel_at=point)
        server.client = asyncio.create_task(post(server))
        await asyncio.wait([server.client])
        if point > len(server.requests):
            print(f"-        남은 것: {server.left}")
            break
        print(f"{server.requests[point - 1]:8} 남은 것: {server.left}")


if __name__ == "__main__":
    asyncio.run(main())
