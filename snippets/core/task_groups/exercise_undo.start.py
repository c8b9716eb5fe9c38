"""그룹은 도는 자식을 취소할 뿐, 이미 끝난 예약을 되돌리지는 않는다."""

import asyncio


async def book(item: str, delay: float, booked: list[str]) -> None:
    await asyncio.sleep(delay)
    if item == "호텔":
        raise LookupError("빈방이 없습니다")
    booked.append(item)
    print(f"{item} 예약됨")


async def undo(item: str, booked: list[str]) -> None:
    await asyncio.sleep(0.2)
    booked.remove(item)
    print(f"{item} 예약을 되돌림")


async def main() -> None:
    booked: list[str] = []
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(book("항공권", 0.1, booked))
            group.create_task(book("보험", 0.2, booked))
            group.create_task(book("호텔", 0.4, booked))
            group.create_task(book("렌터카", 1.5, booked))
    except* LookupError as failed:
        print(f"여행을 포기합니다 ({failed.exceptions[0]})")
    print(f"남은 예약: {len(booked)}건")


if __name__ == "__main__":
    asyncio.run(main())
