"""태스크를 만드는 바로 그 줄에서 기다린다."""

import asyncio
import time


async def simple_coroutine(name: str) -> str:
    await asyncio.sleep(0.3)
    return f"{name} 결과값"


async def main() -> None:
    start = time.perf_counter()

    # 만들면서 바로 기다린다
    first = await asyncio.create_task(simple_coroutine("첫째"))
    second = await asyncio.create_task(simple_coroutine("둘째"))

    elapsed = time.perf_counter() - start
    print(f"결과: {first}, {second}")
    print(f"총 소요시간: {elapsed:.2f}초")


if __name__ == "__main__":
    asyncio.run(main())
