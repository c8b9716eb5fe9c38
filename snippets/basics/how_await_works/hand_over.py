"""같은 호출을 두 번씩 손으로 움직여, 언제 멈추고 언제 그냥 지나가는지 본다."""

import asyncio
from collections.abc import Coroutine
from typing import Any


def probe(coroutine: Coroutine[Any, Any, object]) -> str:
    """send(None)을 한 번 해서 yield가 올라오는지 본다."""
    try:
        coroutine.send(None)
    except StopIteration:
        return "지나감"
    coroutine.close()
    return "멈춤"


async def empty() -> None:
    pass


async def main() -> None:
    lock = asyncio.Lock()
    queue: asyncio.Queue[str] = asyncio.Queue(maxsize=1)

    print(f"빈 코루틴: {probe(empty())}, {probe(empty())}")
    print(f"lock.acquire(): {probe(lock.acquire())}, {probe(lock.acquire())}")
    print(f"queue.put(): {probe(queue.put('A'))}, {probe(queue.put('B'))}")
    print(f"queue.get(): {probe(queue.get())}, {probe(queue.get())}")
    print(f"asyncio.sleep(0): {probe(asyncio.sleep(0))}, {probe(asyncio.sleep(0))}")


if __name__ == "__main__":
    asyncio.run(main())
