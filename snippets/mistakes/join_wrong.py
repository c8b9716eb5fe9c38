"""task_done()을 빠뜨린 작업이 하나라도 있으면 join()은 돌아오지 않는다."""

import asyncio


async def consume(queue: asyncio.Queue[str]) -> None:
    while True:
        price = await queue.get()
        print(f"{int(price)}원")
        queue.task_done()


async def main() -> None:
    queue: asyncio.Queue[str] = asyncio.Queue()
    for price in ("300", "무료", "500"):
        queue.put_nowait(price)
    consumer = asyncio.create_task(consume(queue))
    try:
        await asyncio.wait_for(queue.join(), 0.5)  # 제한이 없으면 영영 기다린다
    except TimeoutError:
        print(f"join()이 돌아오지 않음, 소비자는 done={consumer.done()}")


if __name__ == "__main__":
    asyncio.run(main())
