"""asyncio.timeout()은 블록 안의 모든 await에 제한 하나를 건다."""

import asyncio


class AsyncPatterns:
    """비동기 패턴 모음"""

    async def timeout_pattern(self) -> None:
        """타임아웃 패턴"""
        print("=== 타임아웃 패턴 ===")

        async def slow_task(name: str, duration: float) -> str:
            print(f"{name} 시작 ({duration}초 소요 예정)")
            try:
                await asyncio.sleep(duration)
            except asyncio.CancelledError:
                # 블록 안에서는 시간 초과가 아니라 취소로 보인다.
                print(f"{name}: CancelledError를 받음")
                raise
            return f"{name} 완료"

        try:
            async with asyncio.timeout(0.6):
                print(f"성공: {await slow_task('빠른작업', 0.2)}")
        except TimeoutError:
            print("빠른작업 타임아웃!")

        # except는 블록 바깥에 둔다. 취소가 TimeoutError로 바뀌는 곳이다.
        try:
            async with asyncio.timeout(0.6):
                print(f"성공: {await slow_task('느린작업', 1.2)}")
        except TimeoutError:
            print("느린작업 타임아웃!")


if __name__ == "__main__":
    asyncio.run(AsyncPatterns().timeout_pattern())
