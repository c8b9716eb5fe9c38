"""cancel()은 요청만 한다. 예외는 태스크에 차례가 돌아왔을 때 발생한다."""

import asyncio
import time


async def worker() -> None:
    print("worker: 기다리기 시작")
    try:
        await asyncio.sleep(1)
        print("worker: 다 기다림")
    finally:
        print("worker: 정리")


async def main() -> None:
    task = asyncio.create_task(worker())
    await asyncio.sleep(0.1)
    task.cancel()
    print(f"main: cancel()을 호출함, 요청 {task.cancelling()}건")
    # main이 제어권을 넘기지 않는 동안에는 worker에 차례가 오지 않는다.
    time.sleep(0.3)  # noqa: ASYNC251 - 스레드를 차지하고 있는 모습을 보이려고 일부러 블로킹한다
    print(f"main: 0.3초 뒤에도 done={task.done()}")
    await asyncio.wait([task])
    print(f"main: 기다린 뒤 cancelled={task.cancelled()}")


if __name__ == "__main__":
    asyncio.run(main())
