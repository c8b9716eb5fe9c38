"""TaskGroup은 하나가 실패하면 나머지를 취소하고 함께 끝낸다."""

import asyncio


async def fetch_data(name: str, delay: float) -> str:
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError:
        print(f"{name}: 취소됨")
        raise
    if name == "B":
        raise ConnectionError(f"{name}: 연결이 끊겼습니다")
    print(f"{name}: 응답 도착")
    return f"{name} 결과"


async def collect() -> list[str]:
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(fetch_data("A", 0.2)),
            group.create_task(fetch_data("B", 0.4)),
            group.create_task(fetch_data("C", 0.8)),
        ]
    # 여기까지 왔다면 모두 성공했으므로 result()에서 예외가 발생하지 않는다.
    return [task.result() for task in tasks]


async def main() -> None:
    try:
        print(await collect())
    except* ConnectionError as failed:
        for error in failed.exceptions:
            print(f"collect 실패: {error}")
    print("메인: 다른 일을 합니다")
    await asyncio.sleep(0.6)


if __name__ == "__main__":
    asyncio.run(main())
