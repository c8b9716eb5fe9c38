"""큐가 빈 것을 보고 끝냈는데, 부탁을 받고도 새 글을 받고 마지막 글은 잃는다."""

import asyncio
import os
import signal

received: list[str] = []
stored: list[str] = []


async def receive(queue: asyncio.Queue[str]) -> None:
    for number in range(1, 6):
        received.append(f"글 {number}")
        queue.put_nowait(received[-1])
        print(f"{received[-1]} 받음")
        await asyncio.sleep(0.2)


async def save(title: str) -> None:
    await asyncio.sleep(0.4)
    stored.append(title)


async def work(queue: asyncio.Queue[str]) -> None:
    while True:
        await save(await queue.get())
        queue.task_done()


async def shut_down(
    receiver: asyncio.Task[None], worker: asyncio.Task[None], queue: asyncio.Queue[str]
) -> None:
    while not queue.empty():  # noqa: ASYNC110 - 고칠 곳
        await asyncio.sleep(0.05)
    receiver.cancel()
    worker.cancel()


async def main() -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stopping.set)
    loop.call_later(0.5, os.kill, os.getpid(), signal.SIGTERM)
    queue: asyncio.Queue[str] = asyncio.Queue()
    receiver = asyncio.create_task(receive(queue))
    worker = asyncio.create_task(work(queue))

    await stopping.wait()
    print("SIGTERM")
    await shut_down(receiver, worker, queue)
    await asyncio.wait([receiver, worker])
    print(f"받은 글 {len(received)}개, 저장한 글 {len(stored)}개")


if __name__ == "__main__":
    asyncio.run(main())
