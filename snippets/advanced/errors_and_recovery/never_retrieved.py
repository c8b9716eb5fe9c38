"""기다리지 않은 태스크의 예외는 발생한 때가 아니라 태스크가 사라질 때 알려진다."""

import asyncio


async def upload(name: str) -> None:
    await asyncio.sleep(0.1)
    print(f"{name}: 0.1초에 예외가 발생함")
    raise ConnectionError(f"{name}: 연결이 끊겼습니다")


async def main() -> None:
    task = asyncio.create_task(upload("사진"))
    await asyncio.sleep(0.3)
    print(f"0.3초: done={task.done()}, 다음 화면으로 넘어감")
    await asyncio.sleep(0.3)
    print("0.6초: 태스크를 가리키는 마지막 이름을 지움")
    del task
    await asyncio.sleep(0.3)
    print("0.9초: 끝")


if __name__ == "__main__":
    asyncio.run(main())
