"""세마포어는 동시에 진행하는 요청을 세 개로 제한한다."""

import asyncio


async def send(number: int) -> None:
    await asyncio.sleep(0.3)


async def fetch(number: int, limit: asyncio.Semaphore) -> None:
    async with limit:  # 자리가 날 때까지 기다린다
        await send(number)


async def main() -> None:
    limit = asyncio.Semaphore(3)  # 모든 요청이 하나를 함께 쓴다
    await asyncio.gather(*(fetch(number, limit) for number in range(7)))
    print("요청 7개 끝")


if __name__ == "__main__":
    asyncio.run(main())
