"""세마포어를 썼는데도 요청 아홉 개가 한꺼번에 나간다."""

import asyncio


async def send(number: int) -> None:
    await asyncio.sleep(0.2)


async def fetch(number: int) -> None:
    async with asyncio.Semaphore(3):
        await send(number)


async def main() -> None:
    await asyncio.gather(*(fetch(number) for number in range(9)))
    print("요청 9개 끝")


if __name__ == "__main__":
    asyncio.run(main())
