"""TaskGroup 블록은 그 안에서 만든 태스크가 모두 끝나야 나갈 수 있다."""

import asyncio


async def fetch_user(user_id: int) -> str:
    await asyncio.sleep(0.4)
    print("회원 응답 도착")
    return f"User{user_id}"


async def count_posts(user_id: int) -> int:
    await asyncio.sleep(0.2)
    print("글 수 응답 도착")
    return 3


async def main() -> None:
    async with asyncio.TaskGroup() as group:
        user = group.create_task(fetch_user(7))
        posts = group.create_task(count_posts(7))
        print("블록의 마지막 줄")
    # 블록을 나왔다면 둘 다 끝났으므로 result()로 바로 꺼낼 수 있다.
    print(f"블록 다음 줄: {user.result()}의 글 {posts.result()}개")


if __name__ == "__main__":
    asyncio.run(main())
