"""비동기를 모르는 함수가 코루틴을 이벤트 루프에 부탁하고 결과를 기다린다."""

import asyncio


async def fetch_user(number: int) -> str:
    print("fetch_user: 시작")
    await asyncio.sleep(0.1)
    print("fetch_user: 끝")
    return f"회원 {number}"


def get_user(number: int, loop: asyncio.AbstractEventLoop) -> str:
    """비동기를 모르는 코드가 코루틴의 결과를 얻으려 한다."""
    future = asyncio.run_coroutine_threadsafe(fetch_user(number), loop)
    print("get_user: 맡기고 기다림")
    try:
        return future.result(timeout=0.5)  # 0.1초면 끝날 코루틴이다
    except TimeoutError:
        print("get_user: 0.5초 동안 답이 없음")
        return "모름"


async def main() -> None:
    loop = asyncio.get_running_loop()
    print(f"main: {get_user(1, loop)}")
    await asyncio.sleep(0.3)


if __name__ == "__main__":
    asyncio.run(main())
