"""기본 gather()는 첫 예외만 전하고, 뒤이은 예외는 아무에게도 알리지 않는다."""

import asyncio


async def fetch_data(name: str, delay: float) -> str:
    await asyncio.sleep(delay)
    print(f"{name}: 곧 예외가 발생합니다")
    raise ConnectionError(f"{name}의 연결이 끊겼습니다")


async def collect() -> list[str]:
    requests = [fetch_data("A", 0.2), fetch_data("B", 0.6)]
    return await asyncio.gather(*requests)


async def main() -> None:
    try:
        print(await collect())
    except ConnectionError as error:
        print(f"collect 실패: {error}")
    await asyncio.sleep(0.6)  # B가 실패하고도 남을 시간이다.
    print("메인: 정상 종료")


if __name__ == "__main__":
    asyncio.run(main())
