"""모든 요청이 세마포어 하나를 함께 써야 제한이 된다."""

import asyncio


async def send(number: int) -> None:
    await asyncio.sleep(0.2)


async def fetch(number: int, limit: asyncio.Semaphore) -> None:
    async with limit:
        await send(number)


async def main() -> None:
    limit = asyncio.Semaphore(3)
    await asyncio.gather(*(fetch(number, limit) for number in range(9)))
    print("요청 9개 끝")


if __name__ == "__main__":
    asyncio.run(main())
