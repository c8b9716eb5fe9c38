"""as_completed()를 async for로 돌면 넘긴 태스크를 그대로 받는다."""

import asyncio


async def fetch_data(delay: float) -> str:
    await asyncio.sleep(delay)
    return f"{delay}초 만에 응답"


async def main() -> None:
    names: dict[asyncio.Future[str], str] = {
        asyncio.create_task(fetch_data(0.6)): "부산",
        asyncio.create_task(fetch_data(0.2)): "서울",
        asyncio.create_task(fetch_data(0.4)): "제주",
    }
    async for task in asyncio.as_completed(names):
        print(f"{names[task]}: {task.result()}")


if __name__ == "__main__":
    asyncio.run(main())
