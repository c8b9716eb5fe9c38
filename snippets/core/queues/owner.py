"""연결 하나를 맡은 태스크에 큐로 요청을 보내고, 답은 퓨처로 받는다."""

import asyncio
from dataclasses import dataclass


@dataclass
class Request:
    key: str
    reply: asyncio.Future[str]


async def query(key: str) -> str:
    """연결 하나로는 한 번에 하나만 물어볼 수 있다"""
    await asyncio.sleep(0.6)
    if key == "없는 회원":
        raise LookupError(key)
    return f"{key}의 정보"


async def owner(requests: asyncio.Queue[Request]) -> None:
    while True:
        request = await requests.get()
        if request.reply.cancelled():
            continue  # 기다리던 쪽이 떠났으니 묻지 않는다
        try:
            answer = await query(request.key)
        except LookupError as error:
            if not request.reply.done():
                request.reply.set_exception(error)
        else:
            if not request.reply.done():
                request.reply.set_result(answer)


async def ask(key: str, patience: float, requests: asyncio.Queue[Request]) -> None:
    reply: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    try:
        async with asyncio.timeout(patience):
            await requests.put(Request(key, reply))
            print(f"{key}: {await reply}")
    except LookupError:
        print(f"{key}: 찾을 수 없음")
    except TimeoutError:
        print(f"{key}: 시간 초과")


async def main() -> None:
    requests: asyncio.Queue[Request] = asyncio.Queue(maxsize=10)
    async with asyncio.TaskGroup() as group:
        task = group.create_task(owner(requests))
        async with asyncio.TaskGroup() as clients:
            clients.create_task(ask("회원1", 5.0, requests))
            clients.create_task(ask("없는 회원", 5.0, requests))
            clients.create_task(ask("회원2", 0.9, requests))
            clients.create_task(ask("회원3", 5.0, requests))
        task.cancel()


if __name__ == "__main__":
    asyncio.run(main())
