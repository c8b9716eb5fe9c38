"""gather()는 첫 예외를 바로 다시 일으키고, 나머지는 계속 돌게 둔다."""

import asyncio


async def fetch_data(name: str, delay: float) -> str:
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError:
        print(f"{name}: 취소됨")
        raise
    if name == "B":
        raise ConnectionError(f"{name}: 연결이 끊겼습니다")
    print(f"{name}: 응답 도착")
    return f"{name} 결과"


async def collect() -> list[str]:
    requests = [
        fetch_data("A", 0.2),
        fetch_data("B", 0.4),
        fetch_data("C", 0.8),
    ]
    return await asyncio.gather(*requests)


async def main() -> None:
    try:
        print(await collect())
    except ConnectionError as error:
        print(f"collect 실패: {error}")
    # collect()는 끝났지만 C가 아직 도는지 보려고 잠시 더 머문다.
    print("메인: 다른 일을 합니다")
    await asyncio.sleep(0.6)


if __name__ == "__main__":
    asyncio.run(main())
