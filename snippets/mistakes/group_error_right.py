"""예외 그룹은 except*로 받는다."""

import asyncio


async def fetch() -> None:
    await asyncio.sleep(0.1)
    raise ConnectionError("연결이 끊겼습니다")


async def main() -> None:
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fetch())
    except* ConnectionError as failed:
        print(f"받음: {failed.exceptions}")


if __name__ == "__main__":
    asyncio.run(main())
