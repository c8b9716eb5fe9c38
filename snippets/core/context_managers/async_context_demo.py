"""yield 앞이 __aenter__, 뒤가 __aexit__이다."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


@asynccontextmanager
async def async_context_demo() -> AsyncIterator[str]:
    """비동기 컨텍스트 매니저 데코레이터 예제"""
    print("컨텍스트 진입")
    resource = "임시 리소스"
    try:
        yield resource  # 여기서 멈추고 본문을 실행한다
    finally:
        print("컨텍스트 정리")
        await asyncio.sleep(0.1)


async def main() -> None:
    async with async_context_demo() as resource:
        print(f"컨텍스트에서 작업: {resource}")
        await asyncio.sleep(0.2)
    print("블록 다음 줄")


if __name__ == "__main__":
    asyncio.run(main())
