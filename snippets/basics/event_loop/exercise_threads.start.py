"""블로킹 함수를 코루틴에서 바로 호출하면 신호가 끊긴다."""

import asyncio
import time


def read_report(name: str) -> str:
    """고칠 수 없는 라이브러리: 0.45초 동안 스레드를 차지한다."""
    time.sleep(0.45)
    return f"{name} 결과"


async def heartbeat() -> None:
    start = time.perf_counter()
    for beat in range(1, 4):
        await asyncio.sleep(0.1)
        print(f"신호 {beat}: {time.perf_counter() - start:.2f}초")


async def load_reports() -> None:
    for name in ("매출", "재고", "방문"):
        print(read_report(name))


async def main() -> None:
    await asyncio.gather(heartbeat(), load_reports())


if __name__ == "__main__":
    asyncio.run(main())
