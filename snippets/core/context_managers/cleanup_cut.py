"""정리하는 도중에 제한 시간이 다 되면 정리도 거기서 끊긴다."""

import asyncio


class AsyncResource:
    async def __aenter__(self) -> None:
        print("연결 완료")

    async def __aexit__(self, *exc_info: object) -> None:
        print("정리 시작")
        await asyncio.sleep(0.6)  # 정리 시뮬레이션
        print("정리 완료")


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
