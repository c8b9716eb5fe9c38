"""작업자 20명이 번호를 하나씩 가져가고, 결과는 그 번호의 자리에 적는다."""

import asyncio

JOBS, LIMIT = 500, 20
most = 0


async def fetch(number: int) -> int:
    global most
    most = max(most, len(asyncio.all_tasks()))
    await asyncio.sleep(0.002 * (1 + number % 10))
    return number * 2


async def fetch_all() -> list[int]:
    results = [0] * JOBS
    numbers = iter(range(JOBS))

    async def worker() -> None:
        for number in numbers:
            results[number] = await fetch(number)

    async with asyncio.TaskGroup() as group:
        for _ in range(LIMIT):
            group.create_task(worker())
    return results


async def main() -> None:
    loop = asyncio.get_running_loop()
    start = loop.time()
    results = await fetch_all()
    print(f"걸린 시간: {loop.time() - start:.2f}초")
    print(f"가장 많을 때의 태스크: {most}개")
    print(f"결과가 순서대로: {results == [number * 2 for number in range(JOBS)]}")


if __name__ == "__main__":
    asyncio.run(main())
