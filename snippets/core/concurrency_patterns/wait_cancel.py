"""첫 완료까지만 기다린 뒤, 나머지를 취소하고 끝까지 지켜본다."""

import asyncio


class AsyncPatterns:
    """비동기 패턴 모음"""

    async def wait_pattern(self) -> None:
        """asyncio.wait() 패턴 - 조건부 대기"""

        async def worker(name: str, duration: float) -> str:
            try:
                await asyncio.sleep(duration)
            finally:
                print(f"{name} 정리")
            return f"작업자_{name}"

        tasks = [
            asyncio.create_task(worker("W1", 0.6)),
            asyncio.create_task(worker("W2", 0.2)),
            asyncio.create_task(worker("W3", 0.8)),
        ]
        done, pending = await asyncio.wait(
            tasks,
            return_when=asyncio.FIRST_COMPLETED,
        )
        for task in done:
            print(f"첫 완료 작업: {await task}")

        rest = [task for task in tasks if task in pending]
        for task in rest:
            task.cancel()
        print(f"취소 요청 직후: {[task.cancelled() for task in rest]}")

        # cancel()은 요청일 뿐이다. 기다려야 정리 코드까지 실행된다.
        await asyncio.gather(*rest, return_exceptions=True)
        print("나머지 작업들 취소됨")
        print(f"기다린 뒤: {[task.cancelled() for task in rest]}")


if __name__ == "__main__":
    asyncio.run(AsyncPatterns().wait_pattern())
