"""방법 3: gather()는 여러 코루틴을 함께 실행하고 결과를 한 번에 모은다."""

import asyncio


async def simple_coroutine() -> str:
    """간단한 코루틴"""
    print("코루틴 시작")
    await asyncio.sleep(0.3)
    print("코루틴 완료")
    return "결과값"


async def coroutine_examples() -> None:
    """코루틴 실행 예제"""
    # 방법 3: 여러 코루틴 동시 실행
    results = await asyncio.gather(
        simple_coroutine(),
        simple_coroutine(),
        simple_coroutine(),
    )
    print(f"동시 실행 결과: {results}")


if __name__ == "__main__":
    asyncio.run(coroutine_examples())
