"""콜백이 언제 올지 어림잡아 기다리면, 늦은 답도 실패도 놓친다."""

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
    answers = ["아직 모름"]
    fetch_user(user_id, answers.append, print)
    await asyncio.sleep(0.1)  # 이쯤이면 답이 왔을 것이다
    return answers[-1]


async def main() -> None:
    print(f"사용자 정보: {await fetch_user_async(123)}")
    try:
        print(f"사용자 정보: {await fetch_user_async(-1)}")
    except ValueError as error:
        print(f"실패: {error}")


if __name__ == "__main__":
    asyncio.run(main())
