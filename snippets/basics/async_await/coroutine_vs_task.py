"""태스크는 스스로 진행하고, 코루틴은 누군가 await해야 움직인다."""

import asyncio


async def simple_coroutine(name: str) -> str:
    print(f"{name} 시작")
    await asyncio.sleep(0.1)
    print(f"{name} 완료")
    return f"{name} 결과값"


async def main() -> None:
    coroutine = simple_coroutine("코루틴")
    task = asyncio.create_task(simple_coroutine("태스크"))

    print("다른 일을 0.3초 동안 합니다")
    await asyncio.sleep(0.3)
    print(f"태스크: done={task.done()}")

    print(await coroutine)  # 이제야 시작한다
    try:
        await coroutine
    except RuntimeError as error:
        print(f"코루틴을 다시 await: {error}")

    # 태스크는 결과를 간직하므로 몇 번이고 물을 수 있다
    print(f"태스크를 두 번 await: {await task}, {await task}")


if __name__ == "__main__":
    asyncio.run(main())
