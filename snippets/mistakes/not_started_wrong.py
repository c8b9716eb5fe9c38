"""create_task()는 예약만 하므로 다음 줄에는 아직 아무것도 없다."""

import asyncio

settings: dict[str, str] = {}


async def load_settings() -> None:
    settings["언어"] = "한국어"


async def main() -> None:
    task = asyncio.create_task(load_settings())
    print(settings["언어"])
    await task


if __name__ == "__main__":
    asyncio.run(main())
