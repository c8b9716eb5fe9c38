"""이벤트 루프가 이미 도는 곳에서는 asyncio.run()을 부를 수 없다."""

import asyncio


async def load_user() -> str:
    await asyncio.sleep(0.1)
    return "하나"


def show_user() -> None:
    try:
        print(asyncio.run(load_user()))
    except RuntimeError as error:
        print(f"RuntimeError: {error}")


async def main() -> None:  # Jupyter의 셀도, FastAPI의 처리기도 이런 코루틴 안에서 실행된다
    show_user()


if __name__ == "__main__":
    asyncio.run(main())
