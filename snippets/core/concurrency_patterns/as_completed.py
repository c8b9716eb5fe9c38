"""as_completed()로 끝나는 순서대로 받고, 이름으로 구별한다."""

import asyncio
import random
from collections.abc import Awaitable


class AsyncPatterns:
    """비동기 패턴 모음"""

    async def as_completed_pattern(self) -> None:
        """asyncio.as_completed() 패턴 - 완료순 처리"""
        print("=== as_completed 패턴 ===")
        rng = random.Random(52)  # 시드를 고정하면 언제 실행해도 같은 순서다.

        async def random_task(name: str) -> tuple[str, float]:
            delay = rng.uniform(0.2, 1.0)
            await asyncio.sleep(delay)
            return name, delay

        names: dict[Awaitable[tuple[str, float]], str] = {}
        for name in ("작업1", "작업2", "작업3", "작업4"):
            # 코루틴을 그대로 넘기면 시작 순서가 정해지지 않아 난수가 섞인다.
            names[asyncio.create_task(random_task(name))] = name

        print("완료되는 순서대로 처리:")
        for future in asyncio.as_completed(names):
            known = names.get(future)  # 찾지 못한다. 넘긴 태스크가 아니다.
            name, delay = await future
            print(f"  {name} 완료 ({delay:.1f}초), 딕셔너리에서는 {known}")


if __name__ == "__main__":
    asyncio.run(AsyncPatterns().as_completed_pattern())
