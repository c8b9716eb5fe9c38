"""대답하는 순서를 테스트가 정해, 늦게 온 옛 대답이 새 대답을 덮는지 본다."""

import asyncio
from collections.abc import Awaitable, Callable
from itertools import permutations


class Search:
    """글자를 칠 때마다 묻고, 대답이 오면 화면에 보인다."""

    def __init__(self, ask: Callable[[str], Awaitable[str]]) -> None:
        self.ask = ask
        self.shown = ""

    async def type(self, text: str) -> None:
        self.shown = await self.ask(text)


class FakeServer:
    """대답은 테스트가 replies를 채울 때 온다."""

    def __init__(self) -> None:
        self.replies: dict[str, asyncio.Future[str]] = {}
        self.asked = asyncio.Queue[str]()

    async def ask(self, text: str) -> str:
        self.replies[text] = asyncio.get_running_loop().create_future()
        self.asked.put_nowait(text)
        return await self.replies[text]


async def main() -> None:
    for order in permutations(["파", "파이썬"]):
        server = FakeServer()
        search = Search(server.ask)
        typing = {}
        for text in ("파", "파이썬"):
            typing[text] = asyncio.create_task(search.type(text))
            await server.asked.get()  # 서버가 질문을 받을 때까지
        for text in order:
            server.replies[text].set_result(f"'{text}' 결과")
            await typing[text]
        print(f"대답 순서 {' → '.join(order)}: 화면에 {search.shown}")


if __name__ == "__main__":
    asyncio.run(main())
