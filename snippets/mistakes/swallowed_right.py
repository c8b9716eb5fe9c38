"""정리했으면 CancelledError를 다시 일으킨다."""

import asyncio


async def download() -> str:
    try:
        await asyncio.sleep(0.6)
    except asyncio.CancelledError:
        print("받던 조각을 지움")
        raise
    return "받은 파일"


async def main() -> None:
    try:
        async with asyncio.timeout(0.2):
            print(f"성공: {await download()}")
    except TimeoutError:
        print("시간 초과")


if __name__ == "__main__":
    asyncio.run(main())
