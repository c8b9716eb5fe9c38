"""타임라인의 세 모습이 모두 나오는 예제."""

import asyncio
import time


async def ask(name: str, delay: float) -> None:
    print(f"{name}: 물었습니다")
    await asyncio.sleep(delay)  # 서버의 답을 기다린다
    print(f"{name}: 답을 받았습니다")


async def calculate(seconds: float) -> None:
    print("계산 시작")
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:  # 그동안 스레드를 차지한다
        pass
    print("계산 끝")


async def main() -> None:
    await asyncio.gather(ask("A", 0.2), calculate(0.4), ask("B", 0.3))


if __name__ == "__main__":
    asyncio.run(main())
