"""가장 먼저 끝난 응답을 골랐더니 하필 실패한 응답이다."""

import asyncio


async def fetch_data(name: str, delay: float) -> str:
    await asyncio.sleep(delay)
    if name == "서울":
        raise ConnectionError(f"{name}의 연결이 끊겼습니다")
    return f"{name} 결과"


async def first_success(tasks: list[asyncio.Task[str]]) -> str:
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    return done.pop().result()


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
