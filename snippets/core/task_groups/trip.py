"""블록을 나왔다면, 그 안에서 만든 태스크는 모두 끝나 있다."""

import asyncio


async def book(item: str, delay: float) -> str:
    await asyncio.sleep(delay)
    print(f"{item} 예약됨")
    return f"{item} 확인증"


async def pack() -> None:
    await asyncio.sleep(0.4)
    print("짐을 다 꾸림")


async def book_trip() -> list[str]:
    async with asyncio.TaskGroup() as group:
        flight = group.create_task(book("항공권", 0.7))
        hotel = group.create_task(book("호텔", 0.1))
        await pack()  # 예약이 진행되는 동안 본문도 제 일을 한다
        print("블록의 마지막 줄")
    # 블록을 나오는 자리에서 둘을 기다렸으므로, 결과는 이미 와 있다.
    print("블록 다음 줄")
    return [flight.result(), hotel.result()]


async def main() -> None:
    print(await book_trip())


if __name__ == "__main__":
    asyncio.run(main())
