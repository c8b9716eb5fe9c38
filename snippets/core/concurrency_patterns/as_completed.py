"""as_completed()로 끝나는 순서대로 받고, 이름으로 구별한다."""

import asyncio
import random


class AsyncPatterns:
    """비동기 패턴 모음"""

    async def as_completed_pattern(self) -> None:
        """asyncio.as_completed() 패턴 - 완료순 처리"""
        print("=== as_completed 패턴 ===")
        rng = random.Random(52)  # 씨앗을 정해 두면 언제 돌려도 같은 순서다.

        async def random_task(name: str) -> tuple[str, str]:
            delay = rng.uniform(0.2, 1.0)
            await asyncio.sleep(delay)
            return name, f"{name} 완료 ({delay:.1f}초)"

        # 코루틴을 그대로 넘기면 시작 순서가 정해지지 않아 난수가 섞인다.
        names = ["작업1", "작업2", "작업3", "작업4"]
        tasks = [asyncio.create_task(random_task(name)) for name in names]

        originals = 0
        results: dict[str, str] = {}
        print("완료되는 순서대로 처리:")
        for future in asyncio.as_completed(tasks):
            originals += future in tasks
            name, result = await future
            print(f"  {result}")
            results[name] = result

        print(f"끝난 순서: {list(results)}")
        print(f"원래 태스크를 그대로 받은 것: {originals}개")


if __name__ == "__main__":
    asyncio.run(AsyncPatterns().as_completed_pattern())
