"""태스크를 모두 만든 다음에 기다려야 함께 실행된다."""

import asyncio
import time


async def simple_coroutine(name: str) -> str:
    await asyncio.sleep(0.3)
    return f"{name} 결과값"


async def main() -> None:
    start = time.perf_counter()

    # 기다리기 전에 둘 다 예약한다
    first_task = asyncio.create_task(simple_coroutine("첫째"))
    second_task = asyncio.create_task(simple_coroutine("둘째"))
    first = await first_task
    second = await second_task  # 이미 끝나 있으니 바로 지나간다

    elapsed = time.perf_counter() - start
    print(f"결과: {first}, {second}")
    print(f"총 소요시간: {elapsed:.2f}초")


if __name__ == "__main__":
    asyncio.run(main())
