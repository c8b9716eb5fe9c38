"""조건 변수는 상태가 바뀔 때마다 깨어나 각자 조건을 다시 확인하게 한다."""

import asyncio

stock = 0


async def buy(name: str, count: int, changed: asyncio.Condition) -> None:
    global stock
    async with changed:
        # 기다리는 동안에는 락을 놓고, 깨어나면 다시 쥐고 나서 조건을 확인한다
        await changed.wait_for(lambda: stock >= count)
        stock -= count
        print(f"  {name}: {count}개 구입, 재고 {stock}개")


async def restock(wake_all: bool, changed: asyncio.Condition) -> None:
    global stock
    for _ in range(4):
        await asyncio.sleep(0.1)
        async with changed:
            stock += 1
            print(f"  입고, 재고 {stock}개")
            if wake_all:
                changed.notify_all()
            else:
                changed.notify()  # 먼저 기다린 하나만 깨운다


async def main() -> None:
    for label, wake_all in (("notify()", False), ("notify_all()", True)):
        print(label)
        changed = asyncio.Condition()
        await asyncio.gather(
            buy("도매", 3, changed),
            buy("소매", 1, changed),
            restock(wake_all, changed),
        )


if __name__ == "__main__":
    asyncio.run(main())
