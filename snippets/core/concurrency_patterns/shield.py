"""제한에서 먼저 답하고, 살려 둔 안쪽 태스크의 결과는 나중에 받는다."""

import asyncio


class AsyncPatterns:
    """비동기 패턴 모음"""

    async def shield_pattern(self) -> None:
        """asyncio.shield() 패턴 - 취소 방지"""
        print("=== shield 패턴 ===")

        async def critical_task() -> str:
            print("중요한 작업 시작")
            await asyncio.sleep(0.6)
            print("중요한 작업 완료")
            return "중요한 결과"

        # 변수에 담아 두어야 나중에 다시 기다릴 수 있다.
        task = asyncio.create_task(critical_task())

        async def main_task() -> str:
            try:
                return await asyncio.wait_for(asyncio.shield(task), timeout=0.2)
            except TimeoutError:
                print("메인 작업 타임아웃, 하지만 중요한 작업은 계속 실행")
                return "접수했습니다"

        print(f"먼저 보낸 답: {await main_task()}")
        # 그사이 다른 일을 하더라도, 끝내기 전에 반드시 기다린다.
        print(f"최종 결과: {await task}")


if __name__ == "__main__":
    asyncio.run(AsyncPatterns().shield_pattern())
