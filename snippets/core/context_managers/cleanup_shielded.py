"""정리를 태스크로 만들어 shield()로 감싸면 취소되어도 끝까지 한다."""

import asyncio


class AsyncResource:
    async def __aenter__(self) -> None:
        print("연결 완료")

    async def close(self) -> None:
        print("정리 시작")
        await asyncio.sleep(0.6)  # 정리 시뮬레이션
        print("정리 완료")

    async def __aexit__(self, *exc_info: object) -> None:
        closing = asyncio.create_task(self.close())
        try:
            await asyncio.shield(closing)
        except asyncio.CancelledError:
            await closing  # 정리를 마저 기다린 다음
            raise  # 취소를 이어 간다


async def save() -> None:
    async with AsyncResource():
        await asyncio.sleep(0.2)
        print("본문 끝")


async def main() -> None:
    try:
        async with asyncio.timeout(0.5):
            await save()
    except TimeoutError:
        print("시간 초과")


if __name__ == "__main__":
    asyncio.run(main())
