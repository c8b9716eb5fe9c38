"""보고서 하나가 1초나 걸리고, 그동안 루프도 멈춘다."""

import asyncio
import time


async def fetch(name: str) -> str:
    await asyncio.sleep(0.2)
    return f"{name} 수치"


def read_template() -> str:  # 고칠 수 없는 라이브러리
    time.sleep(0.4)
    return "보고서"


async def make_report() -> str:
    template = read_template()
    numbers = [await fetch(name) for name in ("매출", "재고", "방문")]
    return f"{template}: {', '.join(numbers)}"


async def watch(lags: list[float]) -> None:
    while True:
        due = time.perf_counter() + 0.01
        await asyncio.sleep(0.01)
        lags.append(time.perf_counter() - due)


async def main() -> None:
    lags: list[float] = []
    watching = asyncio.create_task(watch(lags))
    await asyncio.sleep(0.02)
    start = time.perf_counter()
    print(await make_report())
    took = time.perf_counter() - start
    await asyncio.sleep(0.02)
    watching.cancel()
    print(f"걸린 시간: {took:.2f}초")
    print(f"루프가 멈춘 시간: {max(lags):.2f}초")


if __name__ == "__main__":
    asyncio.run(main())
