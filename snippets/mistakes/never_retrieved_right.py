"""태스크를 기다리면 그 자리에서 예외를 받는다."""

import asyncio


async def send_mail() -> None:
    await asyncio.sleep(0.1)
    raise ConnectionError("메일 서버가 거절했습니다")


async def main() -> None:
    task = asyncio.create_task(send_mail())
    await asyncio.sleep(0.3)
    try:
        await task
    except ConnectionError as error:
        print(f"보내지 못했습니다: {error}")


if __name__ == "__main__":
    asyncio.run(main())
