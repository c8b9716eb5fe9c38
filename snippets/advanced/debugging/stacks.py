"""기다리는 태스크의 스택을 print_stack()과, cr_await를 따라가는 방법으로 본다."""

import asyncio
import sys
from types import CoroutineType


async def charge(reply: asyncio.Future[str]) -> str:
    return await reply


async def check_out(reply: asyncio.Future[str]) -> None:
    print(await charge(reply))


async def handle(reply: asyncio.Future[str]) -> None:
    await check_out(reply)


def where(task: asyncio.Task[None]) -> str:
    names = []
    coroutine: object = task.get_coro()
    while isinstance(coroutine, CoroutineType):
        names.append(coroutine.__qualname__)
        coroutine = coroutine.cr_await  # 이 코루틴이 지금 기다리는 것
    return " → ".join(names)


async def main() -> None:
    reply = asyncio.get_running_loop().create_future()  # 오지 않는 답
    task = asyncio.create_task(handle(reply), name="주문 101")
    await asyncio.sleep(0.1)

    task.print_stack(file=sys.stdout)
    print(f"따라가면: {where(task)}")

    reply.set_result("승인")
    await task


if __name__ == "__main__":
    asyncio.run(main())
