"""본문이 실패해도 정리를 하고, 예외는 그대로 밖으로 나간다."""

import asyncio
from typing import Literal


class AsyncResource:
    """비동기 리소스 관리"""

    def __init__(self, name: str) -> None:
        self.name = name

    async def __aenter__(self) -> None:
        print(f"{self.name} 리소스 연결 완료")

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        *_: object,
    ) -> Literal[False]:
        reason = exc_type.__name__ if exc_type else "예외 없음"
        print(f"{self.name} 리소스 정리 중... ({reason})")
        await asyncio.sleep(0.2)  # 예외가 지나가는 중에도 기다릴 수 있다
        print(f"{self.name} 리소스 정리 완료")
        return False  # 예외를 삼키지 않는다


async def save(amount: int) -> None:
    async with AsyncResource("DB커넥션"):
        await asyncio.sleep(0.1)
        if amount < 0:
            raise ValueError(f"저장할 수 없는 값: {amount}")
    print(f"{amount} 저장 완료")


async def main() -> None:
    await save(1)
    try:
        await save(-1)
    except ValueError as error:
        print(f"밖에서 받은 예외: {error}")


if __name__ == "__main__":
    asyncio.run(main())
