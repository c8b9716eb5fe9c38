"""아직 오지 않은 답을 누가 누구를 거쳐 기다리고 있는지 본다."""

import asyncio


async def charge(reply: asyncio.Future[str]) -> None:
    print(f"결제: {await reply}")


async def handle(reply: asyncio.Future[str]) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(charge(reply), name="결제")


async def main() -> None:
    reply = asyncio.get_running_loop().create_future()
    order = asyncio.create_task(handle(reply), name="주문 101")
    await asyncio.sleep(0.1)

    # mypy에는 3.11용 코드라고 알려 두어, 3.14에 생긴 이름을 모른다
    asyncio.print_call_graph(reply)

    reply.set_result("승인")
    await order


if __name__ == "__main__":
    asyncio.run(main())
