"""timeout()은 자기가 보낸 취소와 남이 보낸 취소를 요청의 수로 구별한다."""

import asyncio


async def work(label: str) -> None:
    task = asyncio.current_task()
    assert task is not None
    try:
        async with asyncio.timeout(0.2):
            try:
                await asyncio.sleep(1)
            finally:
                await asyncio.sleep(0.4)  # 정리하는 동안 또 취소될 수 있다
    except TimeoutError:
        print(f"{label}: TimeoutError, 남은 요청 {task.cancelling()}건")
    except asyncio.CancelledError:
        print(f"{label}: CancelledError, 남은 요청 {task.cancelling()}건")
        raise


async def main() -> None:
    await work("제한만 넘김")
    task = asyncio.create_task(work("제한을 넘기고 밖에서도 취소"))
    await asyncio.sleep(0.4)
    task.cancel()
    await asyncio.wait([task])


if __name__ == "__main__":
    asyncio.run(main())
