"""기다리는 일 넷과 계산하는 일 넷을 다섯 가지 방법으로 한다."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor

Job = Callable[[int], object]
AsyncJob = Callable[[int], Coroutine[None, None, object]]


def ask(number: int) -> None:
    time.sleep(0.1)  # 서버의 답을 기다리는 블로킹 함수


async def ask_async(number: int) -> None:
    await asyncio.sleep(0.1)  # 같은 답을 기다리는 코루틴


def compute(number: int) -> int:
    return sum(i * i for i in range(1_000_000 + number))


async def compute_async(number: int) -> int:
    return compute(number)


def one_by_one(job: Job) -> None:
    for number in range(4):
        job(number)


def pooled(pool: Executor, job: Job) -> None:
    list(pool.map(job, range(4)))


async def gathered(job: AsyncJob) -> None:
    await asyncio.gather(*map(job, range(4)))


async def grouped(job: AsyncJob) -> None:
    async with asyncio.TaskGroup() as group:
        for number in range(4):
            group.create_task(job(number))


def report(name: str, waiting: Callable[[], None], computing: Callable[[], None]) -> None:
    start = time.perf_counter()
    waiting()
    middle, cpu = time.perf_counter(), time.process_time()
    computing()
    took, used = time.perf_counter() - middle, time.process_time() - cpu
    print(f"{name}: 기다림 {middle - start:.2f}초, 계산 {took:.2f}초 (이 프로세스의 CPU {used:.2f}초)")


if __name__ == "__main__":
    run = asyncio.run
    with ThreadPoolExecutor(4) as threads, ProcessPoolExecutor(4) as processes:
        report("하나씩", lambda: one_by_one(ask), lambda: one_by_one(compute))
        report("스레드", lambda: pooled(threads, ask), lambda: pooled(threads, compute))
        report("gather", lambda: run(gathered(ask_async)), lambda: run(gathered(compute_async)))
        report("TaskGroup", lambda: run(grouped(ask_async)), lambda: run(grouped(compute_async)))
        report("프로세스", lambda: pooled(processes, ask), lambda: pooled(processes, compute))
