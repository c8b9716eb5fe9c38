"""없으면 가져오는 코드도 확인과 저장 사이에 await가 있어 여러 번 가져온다."""

import asyncio

tokens: dict[str, str] = {}
asked = 0
lock = asyncio.Lock()


async def request_token(user: str) -> str:
    global asked
    asked += 1
    await asyncio.sleep(0.2)  # 인증 서버는 느리다
    return f"{user}의 토큰"


async def without_lock(user: str) -> str:
    if user not in tokens:
        tokens[user] = await request_token(user)
    return tokens[user]


async def with_lock(user: str) -> str:
    async with lock:
        if user not in tokens:  # 락을 쥔 다음에 확인해야 한다
            tokens[user] = await request_token(user)
    return tokens[user]


async def main() -> None:
    for get_token, user in ((without_lock, "하나"), (with_lock, "두리")):
        before = asked
        await asyncio.gather(*(get_token(user) for _ in range(3)))
        print(f"{get_token.__name__}: 인증 서버에 {asked - before}번 요청")


if __name__ == "__main__":
    asyncio.run(main())
