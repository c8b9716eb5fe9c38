"""셋 가운데 하나가 실패했을 때 gather()와 TaskGroup이 나머지를 어떻게 두는지 나란히 본다."""

import asyncio


async def book(item: str, way: str, delay: float) -> None:
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError:
        print(f"{way}: {item} 예약을 그만둠")
        raise
    if item == "호텔":
        raise LookupError("빈방이 없습니다")
    print(f"{way}: {item} 예약됨")


async def with_gather() -> None:
    await asyncio.gather(
        book("항공권", "gather", 0.1),
        book("호텔", "gather", 0.2),
        book("렌터카", "gather", 0.7),
    )


async def with_group() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(book("항공권", "group", 0.1))
        group.create_task(book("호텔", "group", 0.2))
        group.create_task(book("렌터카", "group", 0.7))


async def main() -> None:
    try:
        await with_gather()
    except LookupError as error:
        print(f"gather: 여행을 포기합니다 ({error})")
    await asyncio.sleep(0.8)  # 그 뒤에 무슨 일이 있는지 지켜본다

    try:
        await with_group()
    except* LookupError as failed:
        print(f"group: 여행을 포기합니다 ({failed.exceptions[0]})")
    await asyncio.sleep(0.8)


if __name__ == "__main__":
    asyncio.run(main())
