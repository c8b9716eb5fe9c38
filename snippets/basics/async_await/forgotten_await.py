"""await를 빼먹으면 코루틴은 실행되지 않고 RuntimeWarning만 남는다."""

import asyncio


async def save(name: str) -> None:
    print(f"{name} 저장 시작")
    await asyncio.sleep(0.1)
    print(f"{name} 저장 완료")


async def main() -> None:
    # 일부러 await를 빼먹었다: mypy는 이 실수를 잡아낸다
    save("보고서")  # type: ignore[unused-coroutine]

    await save("사진")
    print("모두 저장한 줄 알았습니다")


if __name__ == "__main__":
    asyncio.run(main())
