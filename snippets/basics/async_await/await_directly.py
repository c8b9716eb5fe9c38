"""방법 1: 코루틴을 바로 await하면 끝날 때까지 다음 줄로 넘어가지 않는다."""

import asyncio


async def simple_coroutine() -> str:
    """간단한 코루틴"""
    print("코루틴 시작")
    await asyncio.sleep(0.3)
    print("코루틴 완료")
    return "결과값"


async def coroutine_examples() -> None:
    """코루틴 실행 예제"""
    print("=== 코루틴 실행 방법들 ===")

    # 방법 1: await로 직접 실행
    result1 = await simple_coroutine()
    print(f"결과1: {result1}")


if __name__ == "__main__":
    asyncio.run(coroutine_examples())
