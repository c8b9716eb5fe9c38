"""소식 넷을 읽는다. 하나가 실패하면 나머지도 읽지 못한다."""

import asyncio

FEEDS = {"날씨": 0.1, "뉴스": 0.2, "환율": 0.5, "교통": 0.6}


async def read_feed(name: str) -> str:
    await asyncio.sleep(FEEDS[name])
    if name == "뉴스":
        raise ConnectionError(f"{name}: 연결이 끊겼습니다")
    return f"{name} 소식"


async def main() -> None:
    news: list[str] = []

    async def collect(name: str) -> None:
        news.append(await read_feed(name))

    try:
        async with asyncio.TaskGroup() as group:
            for name in FEEDS:
                group.create_task(collect(name))
    except* ConnectionError as failed:
        for error in failed.exceptions:
            print(f"실패: {error}")
    print(f"읽은 소식: {news}")


if __name__ == "__main__":
    asyncio.run(main())
