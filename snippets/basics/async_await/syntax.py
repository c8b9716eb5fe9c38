"""코루틴 함수는 호출만 해서는 실행되지 않고, await해야 실행된다."""

import asyncio


async def simple_coroutine() -> str:
    """간단한 코루틴"""
    print("코루틴 시작")
    await asyncio.sleep(0.3)  # 기다리는 동안 이벤트 루프에 제어권을 넘긴다
    print("코루틴 완료")
    return "결과값"


async def main() -> None:
    coroutine = simple_coroutine()  # 본문은 아직 한 줄도 실행되지 않았다
    print(f"호출이 돌려준 것: {type(coroutine).__name__}")

    value = await coroutine  # 여기서 본문이 실행되고 return 값이 나온다
    print(f"await가 돌려준 것: {value}")


if __name__ == "__main__":
    asyncio.run(main())
