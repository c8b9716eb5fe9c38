"""첫 완료까지만 기다린 뒤, 나머지도 리스트 순서대로 받는다."""

import asyncio


class AsyncPatterns:
    """비동기 패턴 모음"""

    async def wait_pattern(self) -> None:
        """asyncio.wait() 패턴 - 조건부 대기"""
        print("=== wait 패턴 ===")

        async def worker(name: str, duration: float) -> str:
            await asyncio.sleep(duration)
            return f"작업자_{name}"

        tasks = [
            asyncio.create_task(worker("W1", 0.8)),
            asyncio.create_task(worker("W2", 0.2)),
            asyncio.create_task(worker("W3", 1.0)),
            asyncio.create_task(worker("W4", 0.6)),
        ]
        done, pending = await asyncio.wait(
            tasks,
            return_when=asyncio.FIRST_COMPLETED,
        )
        print(f"완료된 작업 수: {len(done)}")
        print(f"대기 중인 작업 수: {len(pending)}")
        for task in done:
            print(f"첫 완료 작업: {await task}")

        print("나머지 작업들도 완료 대기 중...")
        # pending은 집합이라 순서가 없다. 순서는 tasks 리스트에서 가져온다.
        rest = [task for task in tasks if task in pending]
        remaining_results = await asyncio.gather(*rest)
        print(f"나머지 결과: {remaining_results}")


if __name__ == "__main__":
    asyncio.run(AsyncPatterns().wait_pattern())
