"""이미 도는 루프에서는 asyncio.run() 대신 await를 쓴다."""

import asyncio


async def load_user() -> str:
    await asyncio.sleep(0.1)
    return "하나"


async def show_user() -> None:
    print(await load_user())


async def main() -> None:
    await show_user()


if __name__ == "__main__":
    asyncio.run(main())
