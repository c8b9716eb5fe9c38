"""동기 템플릿이 코루틴의 값을 얻으려다 이벤트 루프와 서로를 기다린다."""

import asyncio
import re
from collections.abc import Callable


def render(template: str, lookup: Callable[[str], str]) -> str:
    """고칠 수 없는 동기 라이브러리. {1}을 lookup("1")이 돌려준 것으로 바꾼다."""
    return re.sub(r"\{(\w+)\}", lambda match: lookup(match[1]), template)


class Users:
    """연결은 그것을 연 이벤트 루프에서만 쓸 수 있다."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()

    async def fetch(self, number: str) -> str:
        if asyncio.get_running_loop() is not self.loop:
            raise RuntimeError("다른 이벤트 루프에서 연 연결입니다")
        await asyncio.sleep(0.1)
        return f"회원{number}"


async def main() -> None:
    users = Users()
    loop = asyncio.get_running_loop()

    def lookup(number: str) -> str:
        future = asyncio.run_coroutine_threadsafe(users.fetch(number), loop)
        try:
            return future.result(timeout=0.5)
        except TimeoutError:
            return "(모름)"

    print(render("{1} 님이 {2} 님에게", lookup))
    await asyncio.sleep(0.2)  # 다음 요청을 기다린다


if __name__ == "__main__":
    asyncio.run(main())
