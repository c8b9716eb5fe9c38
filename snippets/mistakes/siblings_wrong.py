"""gather()에서 하나가 실패해도 나머지는 계속 실행된다."""

import asyncio


async def pay(name: str, seconds: float) -> None:
    await asyncio.sleep(seconds)
    if name == "호텔":
        raise ValueError("빈방이 없습니다")
    print(f"{name}: 결제됨")


async def main() -> None:
    try:
        await asyncio.gather(pay("호텔", 0.1), pay("렌터카", 0.3))
    except ValueError as error:
        print(f"여행을 접습니다: {error}")
    await asyncio.sleep(0.4)


if __name__ == "__main__":
    asyncio.run(main())
