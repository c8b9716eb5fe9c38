"""결과가 필요한 줄보다 먼저 태스크를 기다린다."""

import asyncio

settings: dict[str, str] = {}


async def load_settings() -> None:
    settings["언어"] = "한국어"


async def main() -> None:
    task = asyncio.create_task(load_settings())
    print("설정을 읽는 동안 할 수 있는 다른 일")
    await task
    print(settings["언어"])


if __name__ == "__main__":
    asyncio.run(main())
