"""가장 먼저 성공한 응답만 쓰고 나머지는 취소한다."""

import asyncio


async def fetch_data(name: str, delay: float) -> str:
    await asyncio.sleep(delay)
    if name == "서울":
        raise ConnectionError(f"{name}의 연결이 끊겼습니다")
    return f"{name} 결과"


async def first_success(tasks: list[asyncio.Task[str]]) -> str:
    try:
        for future in asyncio.as_completed(tasks):
            try:
                return await future
            except ConnectionError as error:
                print(f"건너뜀: {error}")
        raise ConnectionError("성공한 서버가 없습니다")
    finally:
        # 성공하든 모두 실패하든, 남은 태스크를 두고 떠나지 않는다.
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def main() -> None:
    tasks = [
        asyncio.create_task(fetch_data("부산", 0.6)),
        asyncio.create_task(fetch_data("서울", 0.2)),
        asyncio.create_task(fetch_data("제주", 1.2)),
    ]
    try:
        print(f"첫 성공: {await first_success(tasks)}")
    except ConnectionError as error:
        print(f"실패: {error}")
    await asyncio.sleep(0.3)  # 남은 태스크가 있다면 이동안에도 돈다.
    print("다음 일을 마침")


if __name__ == "__main__":
    asyncio.run(main())
