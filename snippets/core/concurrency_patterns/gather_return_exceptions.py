"""return_exceptions=True는 예외도 결과 리스트의 제자리에 담는다."""

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


async def collect() -> list[str | BaseException]:
    requests = [
        fetch_data("A", 0.2),
        fetch_data("B", 0.4),
        fetch_data("C", 0.8),
    ]
    return await asyncio.gather(*requests, return_exceptions=True)


async def main() -> None:
    # 예외가 값으로 오므로 try로는 잡히지 않는다. 하나씩 가려내야 한다.
    for outcome in await collect():
        if isinstance(outcome, BaseException):
            print(f"실패: {outcome!r}")
        else:
            print(f"성공: {outcome}")
    print("메인: 다른 일을 합니다")
    await asyncio.sleep(0.6)


if __name__ == "__main__":
    asyncio.run(main())
