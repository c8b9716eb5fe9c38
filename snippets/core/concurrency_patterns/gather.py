"""gather()는 끝난 순서가 아니라 인자 순서대로 결과를 돌려준다."""

import asyncio
import time


class AsyncPatterns:
    """비동기 패턴 모음"""

    async def gather_pattern(self) -> None:
        """asyncio.gather() 패턴 - 모든 결과 한번에"""
        print("=== gather 패턴 ===")

        async def fetch_data(name: str, delay: float) -> str:
            await asyncio.sleep(delay)
            print(f"{name} 끝")
            return f"{name} 완료 ({delay}초)"

        start_time = time.perf_counter()
        # 순서가 유지되는지 보려고 가장 느린 작업을 맨 앞에 둔다.
        results = await asyncio.gather(
            fetch_data("느린작업", 0.6),
            fetch_data("빠른작업", 0.2),
            fetch_data("중간작업", 0.4),
        )
        elapsed = time.perf_counter() - start_time

        print(f"gather 실행 시간: {elapsed:.2f}초")
        print(f"결과: {results}")


if __name__ == "__main__":
    asyncio.run(AsyncPatterns().gather_pattern())
