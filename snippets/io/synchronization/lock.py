"""락은 읽고 쓰는 동안 다른 태스크가 끼어들지 못하게 한다."""

import asyncio

balance = 0
lock = asyncio.Lock()


async def update(amount: int) -> None:
    global balance
    seen = balance
    await asyncio.sleep(0.1)  # 은행의 응답을 기다린다
    balance = seen + amount


async def without_lock(amount: int) -> None:
    await update(amount)


async def with_lock(amount: int) -> None:
    async with lock:  # 다른 태스크가 쥐고 있으면 풀릴 때까지 기다린다
        await update(amount)


async def main() -> None:
    global balance
    for deposit in (without_lock, with_lock):
        balance = 0
        await asyncio.gather(*(deposit(10) for _ in range(4)))
        print(f"{deposit.__name__}: 10원을 네 번 넣어 {balance}원")


if __name__ == "__main__":
    asyncio.run(main())
