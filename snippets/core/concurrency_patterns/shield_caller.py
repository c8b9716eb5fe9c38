"""shield()는 안쪽 태스크만 지킨다. 호출한 쪽은 그대로 취소된다."""

import asyncio


async def critical_task() -> str:
    print("중요한 작업 시작")
    await asyncio.sleep(0.6)
    print("중요한 작업 완료")
    return "중요한 결과"


async def main() -> None:
    task = asyncio.create_task(critical_task())

    async def main_task() -> str:
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            print("메인 작업: 취소됨")
            raise

    caller = asyncio.create_task(main_task())
    await asyncio.sleep(0.2)
    caller.cancel()
    await asyncio.wait([caller])
    print(f"호출한 쪽: cancelled={caller.cancelled()}")
    print(f"안쪽 태스크: cancelled={task.cancelled()}, done={task.done()}")

    # 여기서 기다리지 않으면 asyncio.run()이 끝나면서 안쪽도 취소한다.
    print(f"최종 결과: {await task}")


if __name__ == "__main__":
    asyncio.run(main())
