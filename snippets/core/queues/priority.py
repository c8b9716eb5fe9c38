"""우선순위 큐는 급한 작업을 먼저, 똑같이 급하면 먼저 넣은 작업을 먼저 내준다."""

import asyncio
from itertools import count

Job = dict[str, str]
numbers = count()


def entry(priority: int, name: str) -> tuple[int, int, Job]:
    # 순번이 있으면 우선순위가 같아도 딕셔너리까지 비교하지 않는다
    return priority, next(numbers), {"이름": name}


async def handle(name: str) -> None:
    await asyncio.sleep(0.3)
    print(f"{name} 처리 완료")


async def consumer(queue: asyncio.PriorityQueue[tuple[int, int, Job]]) -> None:
    while True:
        _, _, job = await queue.get()
        try:
            await handle(job["이름"])
        finally:
            queue.task_done()


async def main() -> None:
    queue: asyncio.PriorityQueue[tuple[int, int, Job]] = asyncio.PriorityQueue()
    async with asyncio.TaskGroup() as group:
        task = group.create_task(consumer(queue))
        for name in ("메일1", "메일2", "메일3"):
            queue.put_nowait(entry(5, name))
        await asyncio.sleep(0.1)
        queue.put_nowait(entry(1, "결제"))
        print("결제를 넣음")
        await queue.join()
        task.cancel()


if __name__ == "__main__":
    asyncio.run(main())
