"""연결도 정리도 기다려야 하는 리소스를 async with로 쓴다."""

import asyncio
from typing import Self


class AsyncResource:
    """비동기 리소스 관리"""

    def __init__(self, name: str) -> None:
        self.name = name
        self.is_connected = False

    async def __aenter__(self) -> Self:
        print(f"{self.name} 리소스 연결 중...")
        await asyncio.sleep(0.1)  # 연결 시뮬레이션
        self.is_connected = True
        print(f"{self.name} 리소스 연결 완료")
        return self  # as 뒤의 이름에 들어갈 값

    async def __aexit__(self, *exc_info: object) -> None:
        print(f"{self.name} 리소스 정리 중...")
        await asyncio.sleep(0.1)  # 정리 시뮬레이션
        self.is_connected = False
        print(f"{self.name} 리소스 정리 완료")

    async def do_work(self) -> str:
        if not self.is_connected:
            raise RuntimeError("리소스가 연결되지 않음")
        print(f"{self.name}에서 작업 수행")
        await asyncio.sleep(0.3)
        return f"{self.name} 작업 결과"


async def main() -> None:
    print("=== 비동기 컨텍스트 매니저 ===")
    async with AsyncResource("DB커넥션") as resource:
        result = await resource.do_work()
        print(f"결과: {result}")

    try:
        await resource.do_work()  # 블록을 나온 뒤에는 쓸 수 없다
    except RuntimeError as error:
        print(f"블록을 나온 뒤: {error}")


if __name__ == "__main__":
    asyncio.run(main())
