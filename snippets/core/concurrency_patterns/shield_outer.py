"""취소되는 것은 shield()가 돌려준 바깥 퓨처뿐이다."""

import asyncio


async def critical_task() -> str:
    print("중요한 작업 시작")
    await asyncio.sleep(0.6)
    print("중요한 작업 완료")
    return "중요한 결과"


async def main() -> None:
    task = asyncio.create_task(critical_task())
    shielded = asyncio.shield(task)
    try:
        await asyncio.wait_for(shielded, timeout=0.2)
    except TimeoutError:
        print("시간 초과")
    print(f"바깥 퓨처: cancelled={shielded.cancelled()}")
    print(f"안쪽 태스크: cancelled={task.cancelled()}, done={task.done()}")

    try:
        await shielded  # 일부러 하는 실수: 이미 취소된 퓨처를 기다린다.
    except asyncio.CancelledError:
        # main()이 취소된 것이 아니므로 여기서는 다시 일으키지 않는다.
        print("바깥 퓨처를 기다리면: CancelledError")
    print(f"안쪽 태스크를 기다리면: {await task}")


if __name__ == "__main__":
    asyncio.run(main())
