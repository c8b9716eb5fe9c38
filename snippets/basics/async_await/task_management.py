"""태스크를 모아 두면 나중에 기다리고 상태를 물을 수 있다."""

import asyncio


async def background_task(name: str, duration: float) -> str:
    print(f"백그라운드 작업 {name} 시작")
    await asyncio.sleep(duration)
    print(f"백그라운드 작업 {name} 완료")
    return f"작업_{name}_결과"


def show_states(tasks: list[asyncio.Task[str]]) -> None:
    for i, task in enumerate(tasks):
        print(f"태스크 {i}: done={task.done()}, cancelled={task.cancelled()}")


async def task_management() -> None:
    """태스크 생성과 관리"""
    print("=== 태스크 관리 ===")
    tasks = [
        asyncio.create_task(background_task("A", 0.2)),
        asyncio.create_task(background_task("B", 0.6)),
        asyncio.create_task(background_task("C", 0.4)),
    ]

    print("메인 작업 수행 중...")
    await asyncio.sleep(0.3)  # 이 틈에 세 태스크가 시작되고 A는 끝난다
    show_states(tasks)

    results = await asyncio.gather(*tasks)
    print(f"모든 태스크 결과: {results}")
    show_states(tasks)


if __name__ == "__main__":
    asyncio.run(task_management())
