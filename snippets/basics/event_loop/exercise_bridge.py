"""콜백 API를 퓨처로 감싸면 예외도 await한 곳으로 온다."""

import asyncio
from collections.abc import Callable


def fetch_user(
    user_id: int,
    on_success: Callable[[str], None],
    on_error: Callable[[Exception], None],
) -> None:
    """고칠 수 없는 라이브러리: 답이 오면 콜백 둘 가운데 하나를 호출한다."""
    loop = asyncio.get_running_loop()
    if user_id > 0:
        loop.call_later(0.2, on_success, f"User{user_id}")
    else:
        loop.call_later(0.2, on_error, ValueError("없는 사용자입니다"))


async def fetch_user_async(user_id: int) -> str:
    loop = asyncio.get_running_loop()
    future: asyncio.Future[str] = loop.create_future()
    # 성공과 실패, 두 길 모두 퓨처를 끝내야 await가 깨어난다
    fetch_user(user_id, future.set_result, future.set_exception)
    return await future


async def main() -> None:
    print(f"사용자 정보: {await fetch_user_async(123)}")
    try:
        print(f"사용자 정보: {await fetch_user_async(-1)}")
    except ValueError as error:
        print(f"실패: {error}")


if __name__ == "__main__":
    asyncio.run(main())
