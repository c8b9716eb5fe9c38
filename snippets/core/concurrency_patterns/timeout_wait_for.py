"""wait_for()는 시간을 넘긴 어웨이터블 하나를 취소한다."""

import asyncio


class AsyncPatterns:
    """비동기 패턴 모음"""

    async def timeout_pattern(self) -> None:
        """타임아웃 패턴"""
        print("=== 타임아웃 패턴 ===")

        async def slow_task(name: str, duration: float) -> str:
            print(f"{name} 시작 ({duration}초 소요 예정)")
            await asyncio.sleep(duration)
            return f"{name} 완료"

        # 성공 사례: 0.2초짜리 작업은 0.6초 안에 끝난다.
        try:
            result = await asyncio.wait_for(
                slow_task("빠른작업", 0.2),
                timeout=0.6,
            )
            print(f"성공: {result}")
        except TimeoutError:
            print("빠른작업 타임아웃!")

        # 시간 초과 사례: 1.2초짜리 작업은 0.6초에서 끊긴다.
        try:
            result = await asyncio.wait_for(
                slow_task("느린작업", 1.2),
                timeout=0.6,
            )
            print(f"성공: {result}")
        except TimeoutError:
            print("느린작업 타임아웃!")


if __name__ == "__main__":
    asyncio.run(AsyncPatterns().timeout_pattern())
