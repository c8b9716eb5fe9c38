"""콜백으로 이은 두 요청: 퓨처가 콜백의 끝을 await에 알린다."""

import asyncio
from collections.abc import Callable
from typing import Any

Callback = Callable[[Any], None]


class CallbackVsAsync:
    """콜백 패턴 vs async/await 비교"""

    async def callback_example(self) -> None:
        """콜백 기반 코드 (복잡함)"""
        print("=== 콜백 기반 ===")
        loop = asyncio.get_running_loop()
        finished = loop.create_future()  # 아직 비어 있는 퓨처

        def fetch_user(user_id: int, callback: Callback) -> None:
            def on_complete() -> None:
                callback({"id": user_id, "name": f"User{user_id}"})

            loop.call_later(0.3, on_complete)  # 예약만 하고 바로 돌아온다

        def fetch_posts(user_id: int, callback: Callback) -> None:
            def on_complete() -> None:
                callback([f"Post{i} by User{user_id}" for i in range(3)])

            loop.call_later(0.3, on_complete)

        def process_user_data(user_data: dict[str, Any]) -> None:
            print(f"사용자 정보: {user_data}")

            def on_posts_fetched(posts: list[str]) -> None:
                print(f"사용자 포스트: {posts}")
                finished.set_result(None)  # 여기서 await가 깨어난다

            fetch_posts(user_data["id"], on_posts_fetched)

        fetch_user(123, process_user_data)
        print("fetch_user는 벌써 돌아왔습니다")
        await finished


if __name__ == "__main__":
    asyncio.run(CallbackVsAsync().callback_example())
