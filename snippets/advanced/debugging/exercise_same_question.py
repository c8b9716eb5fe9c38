"""같은 환율을 물은 세 손님이 한 태스크를 함께 기다려, 성공도 실패도 함께 받는다."""

import asyncio
from types import CoroutineType
from typing import Any

asked: dict[str, asyncio.Task[float]] = {}


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
    if currency not in asked:
        asked[currency] = asyncio.create_task(fetch_rate(currency))
        asked[currency].add_done_callback(lambda _: asked.pop(currency))  # 다음에는 새로 묻는다
    return await asyncio.shield(asked[currency])  # 한 손님이 떠나도 남은 손님은 답을 받는다


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
