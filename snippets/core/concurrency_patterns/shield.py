"""시간제한에 걸려도 안쪽 태스크를 살려 두고 결과를 받는다."""

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

        async def main_task() -> str:
            # 나중에 다시 기다리려면 안쪽 태스크를 변수로 붙들어야 한다.
            task = asyncio.create_task(critical_task())
            try:
                return await asyncio.wait_for(
                    asyncio.shield(task),
                    timeout=0.2,
                )
            except TimeoutError:
                print("메인 작업 타임아웃, 하지만 중요한 작업은 계속 실행")
                return await task

        result = await main_task()
        print(f"최종 결과: {result}")


if __name__ == "__main__":
    asyncio.run(AsyncPatterns().shield_pattern())
