"""동시에 보내는 수를 늘리며, 모두 마치는 시간과 하나가 기다린 시간을 잰다."""

import asyncio

JOBS = 32


class Server:
    """한 번에 여덟 요청을 처리하고, 나머지는 줄을 세운다. 처리하는 데는 0.05초가 걸린다."""

    def __init__(self) -> None:
        self.seats = asyncio.Semaphore(8)

    async def answer(self) -> None:
        async with self.seats:
            await asyncio.sleep(0.05)


async def send_all(server: Server, limit: int) -> list[float]:
    loop = asyncio.get_running_loop()
    jobs = iter(range(JOBS))
    waits: list[float] = []

    async def worker() -> None:
        for _ in jobs:
            start = loop.time()
            await server.answer()
            waits.append(loop.time() - start)

    async with asyncio.TaskGroup() as group:
        for _ in range(limit):
            group.create_task(worker())
    return waits


async def main() -> None:
    loop = asyncio.get_running_loop()
    for limit in (2, 8, 32):
        start = loop.time()
        waits = await send_all(Server(), limit)
        took = loop.time() - start
        print(f"동시에 {limit}개: 모두 {took:.2f}초, 요청 하나는 평균 {sum(waits) / JOBS:.2f}초")


if __name__ == "__main__":
    asyncio.run(main())
