"""같은 두 요청을 async/await로 쓰면 위에서 아래로 읽힌다."""

import asyncio
from typing import Any


class CallbackVsAsync:
    """콜백 패턴 vs async/await 비교"""

    async def async_example(self) -> None:
        """async/await 기반 코드 (깔끔함)"""
        print("=== async/await 기반 ===")

        async def fetch_user(user_id: int) -> dict[str, Any]:
            await asyncio.sleep(0.3)  # 네트워크 요청을 흉내 낸다
            return {"id": user_id, "name": f"User{user_id}"}

        async def fetch_posts(user_id: int) -> list[str]:
            await asyncio.sleep(0.3)
            return [f"Post{i} by User{user_id}" for i in range(3)]

        # 사용자를 알아야 포스트를 물을 수 있으니 차례로 기다린다
        user_data = await fetch_user(123)
        print(f"사용자 정보: {user_data}")

        posts = await fetch_posts(user_data["id"])
        print(f"사용자 포스트: {posts}")

        # 번호를 이미 알면 함께 기다릴 수 있다
        user_data, posts = await asyncio.gather(fetch_user(456), fetch_posts(456))
        print(f"동시 처리 결과: {user_data}, {posts}")


if __name__ == "__main__":
    asyncio.run(CallbackVsAsync().async_example())
