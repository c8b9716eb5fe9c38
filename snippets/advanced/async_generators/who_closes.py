"""읽다 만 제너레이터의 finally를 어느 태스크가 언제 실행하는지 본다."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing


def this_task() -> str:
    task = asyncio.current_task()
    assert task is not None
    return task.get_name()


async def read(name: str) -> AsyncGenerator[int, None]:
    try:
        for number in (1, 2, 3):
            yield number
    finally:
        print(f"{name}: 닫은 태스크는 {this_task()}")


async def main() -> None:
    print(f"main의 태스크는 {this_task()}")
    async for _ in read("바로"):
        break
    print("바로: 루프 다음 줄")
    await asyncio.sleep(0.1)

    reader = read("변수")  # main이 끝날 때까지 이 이름이 붙들고 있다
    async for _ in reader:
        break
    print("변수: 루프 다음 줄")
    await asyncio.sleep(0.1)

    async with aclosing(read("aclosing")) as lines:
        async for _ in lines:
            break
    print("aclosing: 블록 다음 줄")


if __name__ == "__main__":
    asyncio.run(main())
