"""이름을 붙인 태스크와 붙이지 않은 태스크의 기록을 나란히 본다."""

import asyncio


def log(text: str) -> None:
    task = asyncio.current_task()
    assert task is not None
    print(f"[{task.get_name()}] {text}")


async def charge(amount: int) -> None:  # 누구의 주문인지는 모르는 함수
    await asyncio.sleep(0.1)
    log("한도 초과" if amount > 50_000 else "승인")


async def main() -> None:
    orders = {101: 12_000, 102: 98_000, 103: 7_000}
    async with asyncio.TaskGroup() as group:
        for amount in orders.values():
            group.create_task(charge(amount))

    async with asyncio.TaskGroup() as group:
        for number, amount in orders.items():
            group.create_task(charge(amount), name=f"주문 {number}")


if __name__ == "__main__":
    asyncio.run(main())
