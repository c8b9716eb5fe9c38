"""평범한 함수는 도중에 멈출 수 없어서, 아래의 기다림을 위로 전하지 못한다."""

import asyncio
import time


async def brew() -> str:
    await asyncio.sleep(0.1)
    return "커피"


def order_by_call() -> object:
    return brew()


def order_by_send() -> str:
    coroutine = brew()
    future = coroutine.send(None)  # 퓨처가 올라왔다. 그런데 넘겨줄 위가 없다
    time.sleep(0.3)  # 0.1초면 채워질 퓨처를 0.3초 동안 붙들고 있어 본다
    coroutine.close()
    return f"퓨처가 채워졌나? {future.done()}"


def order_by_run() -> str:
    coroutine = brew()
    try:
        return asyncio.run(coroutine)
    except RuntimeError as error:
        coroutine.close()
        return f"RuntimeError: {error}"


async def order() -> str:
    return await brew()


async def main() -> None:
    not_started = order_by_call()
    print(f"def에서 호출하면: {type(not_started).__name__}")
    assert asyncio.iscoroutine(not_started)
    not_started.close()

    print(f"def에서 send하면: {order_by_send()}")
    print(f"def에서 run하면: {order_by_run()}")
    print(f"async def에서 await하면: {await order()}")


if __name__ == "__main__":
    asyncio.run(main())
