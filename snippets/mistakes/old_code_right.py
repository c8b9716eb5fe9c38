"""입구에서는 asyncio.run(), 안에서는 get_running_loop()를 쓴다."""

import asyncio


async def main() -> None:
    print("안녕하세요", asyncio.get_running_loop().is_running())


if __name__ == "__main__":
    asyncio.run(main())
