"""방법 2: 코루틴을 태스크로 만들고, 다른 일을 하고 나서 기다린다."""

import asyncio


async def simple_coroutine() -> str:
    """간단한 코루틴"""
    print("코루틴 시작")
    await asyncio.sleep(0.3)
    print("코루틴 완료")
    return "결과값"


async def coroutine_examples() -> None:
    """코루틴 실행 예제"""
    # 방법 2: create_task()로 태스크 생성
    task = asyncio.create_task(simple_coroutine())
    print("태스크를 예약했습니다")

    await asyncio.sleep(0.2)  # 다른 일을 한다
    print("다른 일을 마쳤습니다")

    result2 = await task
    print(f"결과2: {result2}")


if __name__ == "__main__":
    asyncio.run(coroutine_examples())
