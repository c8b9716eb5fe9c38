"""전체에 마감을 하나 두고, 쉬고 나면 마감을 넘길 때는 마지막 예외를 들고 일찍 나온다."""

import asyncio

DELAYS = (0.1, 0.2, 0.4, 0.8)


async def ask(server: str) -> str:
    await asyncio.sleep(0.1 if server == "거절하는 서버" else 60)
    raise ConnectionError("연결을 거절당함")


async def until_cut(server: str, limit: float) -> str:
    async with asyncio.timeout(limit):
        for delay in DELAYS:
            try:
                return await ask(server)
            except ConnectionError:
                pass
            await asyncio.sleep(delay)
        return await ask(server)


async def until_hopeless(server: str, limit: float) -> str:
    loop = asyncio.get_running_loop()
    deadline = loop.time() + limit
    async with asyncio.timeout_at(deadline):
        for delay in DELAYS:
            try:
                return await ask(server)
            except ConnectionError:
                if loop.time() + delay >= deadline:
                    raise  # 쉬고 나면 남는 시간이 없다
            await asyncio.sleep(delay)
        return await ask(server)


async def main() -> None:
    loop = asyncio.get_running_loop()
    for retry in (until_cut, until_hopeless):
        for server in ("거절하는 서버", "답 없는 서버"):
            start = loop.time()
            try:
                await retry(server, limit=0.9)
            except (ConnectionError, TimeoutError) as error:
                print(f"{retry.__name__}, {server}: {loop.time() - start:.1f}초, {error!r}")


if __name__ == "__main__":
    asyncio.run(main())
