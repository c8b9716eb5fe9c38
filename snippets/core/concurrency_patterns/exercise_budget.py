"""단계마다 거는 제한과 전체에 한 번 거는 제한은 다르다."""

import asyncio
import time


async def step(name: str, duration: float) -> None:
    await asyncio.sleep(duration)
    print(f"  {name} 끝")


async def each_step() -> None:
    # 제한이 단계마다 새로 시작하므로 합계는 0.4초를 넘을 수 있다.
    await asyncio.wait_for(step("연결", 0.3), timeout=0.4)
    await asyncio.wait_for(step("응답", 0.3), timeout=0.4)


async def whole() -> None:
    # 블록에 들어갈 때 시계가 한 번 시작하고 두 단계가 함께 쓴다.
    async with asyncio.timeout(0.4):
        await step("연결", 0.3)
        await step("응답", 0.3)


async def main() -> None:
    for attempt in (each_step, whole):
        print(attempt.__name__)
        start_time = time.perf_counter()
        try:
            await attempt()
        except TimeoutError:
            print("  시간 초과")
        print(f"  걸린 시간: {time.perf_counter() - start_time:.1f}초")


if __name__ == "__main__":
    asyncio.run(main())
