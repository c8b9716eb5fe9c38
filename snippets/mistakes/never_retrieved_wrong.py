"""기다리지 않은 태스크의 예외는 태스크가 사라질 때에야 알려진다."""

import asyncio


async def send_mail() -> None:
    await asyncio.sleep(0.1)
    raise ConnectionError("메일 서버가 거절했습니다")


async def main() -> None:
    task = asyncio.create_task(send_mail())
    await asyncio.sleep(0.3)
    print(f"done={task.done()}, 보냈습니다")


if __name__ == "__main__":
    asyncio.run(main())
