"""동시에 20개씩 보내지만 태스크는 500개가 한꺼번에 있다."""

import asyncio

JOBS, LIMIT = 500, 20
most = 0


async def fetch(number: int) -> int:
    global most
    most = max(most, len(asyncio.all_tasks()))
    await asyncio.sleep(0.002 * (1 + number % 10))
    return number * 2


async def fetch_all() -> list[int]:
    limit = asyncio.Semaphore(LIMIT)

    async def limited(number: int) -> int:
        async with limit:
            return await fetch(number)

    return await asyncio.gather(*(limited(number) for number in range(JOBS)))


async def main() -> None:
    loop = asyncio.get_running_loop()
    start = loop.time()
    results = await fetch_all()
    print(f"걸린 시간: {loop.time() - start:.2f}초")
    print(f"가장 많을 때의 태스크: {most}개")
    print(f"결과가 순서대로: {results == [number * 2 for number in range(JOBS)]}")


if __name__ == "__main__":
    asyncio.run(main())
