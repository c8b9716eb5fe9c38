"""세 손님이 같은 환율을 물었는데 둘은 끝나지 않는다."""

import asyncio
from types import CoroutineType
from typing import Any

asked: dict[str, asyncio.Future[float]] = {}


def where(task: asyncio.Task[Any]) -> str:
    names = []
    coroutine: object = task.get_coro()
    while isinstance(coroutine, CoroutineType):
        names.append(coroutine.__qualname__)
        coroutine = coroutine.cr_await
    return " → ".join(names)


async def fetch_rate(currency: str) -> float:
    await asyncio.sleep(0.1)
    raise ConnectionError(f"{currency} 환율을 받지 못함")


async def get_rate(currency: str) -> float:
    """먼저 온 손님만 서버에 묻고, 나머지는 그 답을 함께 기다린다."""
    if currency in asked:
        return await asked[currency]
    asked[currency] = asyncio.get_running_loop().create_future()
    rate = await fetch_rate(currency)
    asked[currency].set_result(rate)
    return rate


async def order(name: str) -> None:
    try:
        print(f"{name}: 1달러에 {await get_rate('USD')}원")
    except ConnectionError as error:
        print(f"{name}: 실패, {error}")


async def main() -> None:
    orders = [asyncio.create_task(order(name), name=name) for name in "ABC"]
    await asyncio.wait(orders, timeout=0.5)
    for task in orders:
        if not task.done():
            print(f"{task.get_name()}: 아직 기다림, {where(task)}")


if __name__ == "__main__":
    asyncio.run(main())
