"""태스크, 프로세스, 스레드를 도중에 그만두게 한다."""

import asyncio
import multiprocessing
import time


async def task_work() -> None:
    try:
        await asyncio.sleep(1.2)
        print("태스크: 끝까지 함")
    finally:
        print("태스크: 정리함")


def thread_work() -> None:
    time.sleep(1.2)
    print("스레드: 끝까지 함")


async def main() -> None:
    process = multiprocessing.Process(target=time.sleep, args=(1.2,))
    process.start()
    task = asyncio.create_task(task_work())
    thread = asyncio.create_task(asyncio.to_thread(thread_work))
    await asyncio.sleep(0.3)

    print("셋에게 그만두라고 함")
    task.cancel()
    thread.cancel()
    await asyncio.wait([task, thread])
    print(f"스레드를 기다리던 태스크: cancelled={thread.cancelled()}")
    process.terminate()
    process.join()
    print("프로세스: 끝남")


if __name__ == "__main__":
    asyncio.run(main())
