"""코루틴은 await해야 실행되고 값을 준다."""

import asyncio


async def load_user() -> str:
    await asyncio.sleep(0.1)
    return "하나"


async def main() -> None:
    print(f"어서 오세요, {await load_user()} 님")


if __name__ == "__main__":
    asyncio.run(main())
