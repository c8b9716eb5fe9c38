"""블로킹 호출 셋을 스레드 셋에 맡기면 신호도 끊기지 않고 기다림도 겹친다."""

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
    names = ("매출", "재고", "방문")
    # 셋을 모두 맡긴 다음에 기다린다
    calls = [asyncio.to_thread(read_report, name) for name in names]
    results = await asyncio.gather(*calls)
    for result in results:
        print(result)


async def main() -> None:
    await asyncio.gather(heartbeat(), load_reports())


if __name__ == "__main__":
    asyncio.run(main())
