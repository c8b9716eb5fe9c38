"""한꺼번에 끊긴 손님들이 똑같이 쉬고 돌아오면 다시 한꺼번에 몰린다."""

import asyncio
import random
from collections.abc import Callable


class Server:
    handling = 0
    most = 0

    async def request(self, way: str, client: int) -> None:
        self.handling += 1
        self.most = max(self.most, self.handling)
        await asyncio.sleep(0.05)
        self.handling -= 1


async def come_back(server: Server, way: str, client: int, delay: float) -> None:
    await asyncio.sleep(delay)
    await server.request(way, client)


async def reconnect(way: str, delay: Callable[[], float]) -> None:
    """서버가 재시작되어 연결이 모두 끊긴 순간에서 시작한다."""
    server = Server()
    async with asyncio.TaskGroup() as group:
        for client in range(8):
            group.create_task(come_back(server, way, client, delay()))
    print(f"{way}: 서버가 한꺼번에 받은 요청, 많을 때 {server.most}개")


async def main() -> None:
    rng = random.Random(253)
    await reconnect("똑같이 0.6초", lambda: 0.6)
    await reconnect("흩어서 0~1.2초", lambda: rng.uniform(0, 1.2))


if __name__ == "__main__":
    asyncio.run(main())
