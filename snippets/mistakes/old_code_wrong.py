"""옛 글에서 흔히 보는 시작 방법을 3.12 이상에서 실행한다."""

import asyncio


async def main() -> None:
    print("안녕하세요")


if __name__ == "__main__":
    loop = asyncio.get_event_loop()
    loop.run_until_complete(main())
