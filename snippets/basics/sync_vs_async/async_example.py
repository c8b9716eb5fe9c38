"""비동기 방식: 세 작업이 함께 기다린다."""

import asyncio
import time


async def async_fetch_data(name: str, delay: float) -> str:
    """비동기 데이터 가져오기"""
    print(f"{name} 시작")
    await asyncio.sleep(delay)  # 논블로킹 대기: 스레드를 돌려주고 기다린다
    print(f"{name} 완료")
    return f"{name} 결과"


async def async_example() -> None:
    """비동기 방식 데모"""
    print("=== 비동기 방식 ===")
    start = time.perf_counter()

    # 세 작업을 함께 시작하고, 모두 끝날 때까지 기다린다
    results = await asyncio.gather(
        async_fetch_data("작업1", 2),
        async_fetch_data("작업2", 1),
        async_fetch_data("작업3", 3),
    )

    elapsed = time.perf_counter() - start
    print(f"총 소요시간: {elapsed:.2f}초")
    print(f"결과: {results}")


if __name__ == "__main__":
    asyncio.run(async_example())
