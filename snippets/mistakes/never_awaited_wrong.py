"""await 없이 호출하면 코루틴 객체만 생긴다."""

import asyncio


async def load_user() -> str:
    await asyncio.sleep(0.1)
    return "하나"


async def main() -> None:
    print(f"어서 오세요, {load_user()} 님")


if __name__ == "__main__":
    asyncio.run(main())
