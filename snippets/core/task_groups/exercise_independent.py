"""자식이 제 실패를 스스로 처리하면 그룹은 실패를 모르고, 형제도 취소되지 않는다."""

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
        try:
            news.append(await read_feed(name))
        except ConnectionError as error:  # 예상한 실패만 받는다
            print(f"실패: {error}")

    async with asyncio.TaskGroup() as group:
        for name in FEEDS:
            group.create_task(collect(name))
    print(f"읽은 소식: {news}")


if __name__ == "__main__":
    asyncio.run(main())
