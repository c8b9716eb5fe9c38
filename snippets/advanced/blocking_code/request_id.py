"""전역 변수는 요청끼리 섞이고 컨텍스트 변수는 섞이지 않는다."""

import asyncio
from contextvars import ContextVar

global_id = "없음"
request_id: ContextVar[str] = ContextVar("request_id", default="없음")


def log(message: str) -> None:
    """요청 번호를 인자로 받지 않는 함수. 로그를 남기는 라이브러리라고 하자."""
    print(f"{message} | 전역 변수 {global_id} | 컨텍스트 변수 {request_id.get()}")


async def query(user: str) -> None:
    await asyncio.sleep(0.1)
    log(f"{user}: 질의")


async def handle(number: str, user: str) -> None:
    global global_id
    global_id = number
    request_id.set(number)
    log(f"{user}: 시작")
    await query(user)


async def main() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(handle("#1", "alice"))
        group.create_task(handle("#2", "bob"))
    log("main: 끝")


if __name__ == "__main__":
    asyncio.run(main())
