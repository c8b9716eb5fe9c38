"""eager_task_factory를 걸면 create_task()가 코루틴을 처음 멈추는 곳까지 실행하고 돌아온다."""

import asyncio

cache = {"설명서": "설명서의 내용"}


async def load(name: str) -> str:
    print(f"{name}: 시작")
    if name not in cache:
        await asyncio.sleep(0.1)  # 캐시에 없으면 서버에 묻는다
        cache[name] = f"{name}의 내용"
    return cache[name]


async def main() -> None:
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    for name in ("설명서", "보고서"):
        task = asyncio.create_task(load(name))
        print(f"{name}: 만들자마자 done={task.done()}")
        print(f"{name}: {await task}")


if __name__ == "__main__":
    asyncio.run(main())
