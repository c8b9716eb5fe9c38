"""코루틴 객체는 언제나 참이라서, await 없는 조건은 늘 통과한다."""

import asyncio


async def is_admin(user: str) -> bool:
    await asyncio.sleep(0.1)  # 권한을 물어보는 시간을 흉내 낸다
    return user == "관리자"


async def delete_without_await(user: str) -> None:
    # 일부러 await를 빼먹었다: 조건이 코루틴 객체를 보고 참이 된다
    if is_admin(user):
        print(f"await 없음: 삭제 허용 ({user})")
    else:
        print(f"await 없음: 삭제 거부 ({user})")


async def delete_with_await(user: str) -> None:
    if await is_admin(user):
        print(f"await 있음: 삭제 허용 ({user})")
    else:
        print(f"await 있음: 삭제 거부 ({user})")


async def main() -> None:
    await delete_without_await("손님")
    await delete_with_await("손님")


if __name__ == "__main__":
    asyncio.run(main())
