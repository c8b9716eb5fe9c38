"""손님은 글을 고칠 수 없는데, 지울 수는 있다."""

import asyncio


async def is_admin(user: str) -> bool:
    await asyncio.sleep(0.1)  # 권한을 물어보는 시간을 흉내 낸다
    return user == "관리자"


async def edit(user: str) -> None:
    if await is_admin(user):
        print(f"수정 허용: {user}")
    else:
        print(f"수정 거부: {user}")


async def delete(user: str) -> None:
    if is_admin(user):
        print(f"삭제 허용: {user}")
    else:
        print(f"삭제 거부: {user}")


async def main() -> None:
    await edit("손님")
    await delete("손님")
    await delete("관리자")


if __name__ == "__main__":
    asyncio.run(main())
