"""TaskGroup 밖으로 나오는 것은 자식의 예외가 아니라 예외 그룹이다."""

import asyncio


async def fetch() -> None:
    await asyncio.sleep(0.1)
    raise ConnectionError("연결이 끊겼습니다")


async def main() -> None:
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fetch())
    except ConnectionError:
        print("여기로 오지 않는다")


if __name__ == "__main__":
    asyncio.run(main())
