"""락은 읽고 쓰는 동안 다른 태스크가 끼어들지 못하게 한다."""

import asyncio
from contextlib import AbstractAsyncContextManager, nullcontext

balance = 0


async def update(amount: int) -> None:
    global balance
    seen = balance
    await asyncio.sleep(0.1)  # 은행의 응답을 기다린다
    balance = seen + amount


async def deposit(amount: int, guard: AbstractAsyncContextManager[None]) -> None:
    async with guard:
        await update(amount)


async def main() -> None:
    global balance
    guards: dict[str, AbstractAsyncContextManager[None]] = {
        "락 없이": nullcontext(),  # 아무것도 하지 않는 async with
        "락으로": asyncio.Lock(),
    }
    for label, guard in guards.items():
        balance = 0
        await asyncio.gather(*(deposit(10, guard) for _ in range(4)))
        print(f"{label}: 10원을 네 번 넣어 {balance}원")


if __name__ == "__main__":
    asyncio.run(main())
