"""블로킹 함수를 다른 스레드에 맡기면 이벤트 루프는 계속 돈다."""

import asyncio
import time


async def heartbeat() -> None:
    start = time.perf_counter()
    for beat in range(1, 4):
        await asyncio.sleep(0.1)
        elapsed = time.perf_counter() - start
        print(f"신호 {beat}: {elapsed:.2f}초")


def read_report(name: str) -> str:
    time.sleep(0.6)  # 비동기를 모르는 라이브러리가 응답을 기다린다
    return f"{name} 결과"


async def load_report() -> None:
    # 기본 실행기인 스레드 풀이 read_report를 호출하고, 우리는 결과만 기다린다
    result = await asyncio.to_thread(read_report, "보고서")
    print(result)


async def main() -> None:
    await asyncio.gather(heartbeat(), load_report())


if __name__ == "__main__":
    asyncio.run(main())
