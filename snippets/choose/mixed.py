"""기다림과 계산이 섞인 일에서 계산만 프로세스에 맡긴다."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ProcessPoolExecutor

Parse = Callable[[str], Awaitable[int]]


def parse(page: str) -> int:
    return sum(i * i for i in range(2_000_000)) % len(page)


async def fetch(number: int) -> str:
    await asyncio.sleep(0.2)
    return f"{number}쪽의 내용"


async def worst_delay() -> float:
    """0.01초마다 깨어나려 해 보고, 가장 많이 늦은 것을 돌려준다."""
    worst, loop = 0.0, asyncio.get_running_loop()
    try:
        while True:
            due = loop.time() + 0.01
            await asyncio.sleep(0.01)
            worst = max(worst, loop.time() - due)
    except asyncio.CancelledError:
        return worst  # 이 함수에서만: 취소가 곧 결과를 달라는 신호다


async def handle(number: int, parse: Parse) -> int:
    return await parse(await fetch(number))


async def main(pool: ProcessPoolExecutor) -> None:
    async def in_loop(page: str) -> int:
        return parse(page)

    async def in_process(page: str) -> int:
        return await asyncio.get_running_loop().run_in_executor(pool, parse, page)

    for name, way in {"루프에서 계산": in_loop, "프로세스에서 계산": in_process}.items():
        meter = asyncio.create_task(worst_delay())
        start = time.perf_counter()
        await asyncio.gather(*(handle(number, way) for number in range(4)))
        took = time.perf_counter() - start
        await asyncio.sleep(0.05)
        meter.cancel()
        print(f"{name}: {took:.1f}초, 그동안 루프가 멈춘 시간 {await meter:.2f}초")


if __name__ == "__main__":
    with ProcessPoolExecutor(2) as pool:
        pool.submit(parse, "미리 띄워 둔다").result()
        asyncio.run(main(pool))
