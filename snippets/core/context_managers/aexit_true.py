"""__aexit__()가 언제나 True를 돌려주면 취소까지 삼켜 시간제한이 듣지 않는다."""

import asyncio


class Cleanup:
    """정리만 하는 컨텍스트 관리자"""

    def __init__(self, swallow: bool) -> None:
        self.swallow = swallow

    async def __aenter__(self) -> None:
        print(f"[{self.swallow}] 시작")

    async def __aexit__(self, exc_type: type[BaseException] | None, *_: object) -> bool:
        reason = exc_type.__name__ if exc_type else "예외 없음"
        print(f"[{self.swallow}] 정리 ({reason})")
        return self.swallow  # True이면 예외가 여기서 사라진다


async def download(swallow: bool) -> None:
    try:
        async with asyncio.timeout(0.2) as limit:
            async with Cleanup(swallow):
                await asyncio.sleep(0.5)
            await asyncio.sleep(0.3)  # 제한을 넘겼다면 오지 말아야 할 곳
        print(f"[{swallow}] 성공한 줄로 착각 (제한 초과: {limit.expired()})")
    except TimeoutError:
        print(f"[{swallow}] 시간 초과로 처리")


async def main() -> None:
    await download(swallow=False)
    await download(swallow=True)


if __name__ == "__main__":
    asyncio.run(main())
