"""코루틴 안의 블로킹 호출 하나가 다른 태스크를 모두 멈춘다."""

import asyncio
import time


def read_report() -> None:
    time.sleep(0.5)  # 고칠 수 없는 라이브러리가 기다린다


async def report() -> None:
    read_report()


async def answer(start: float) -> None:
    await asyncio.sleep(0.1)
    print(f"0.1초에 보낼 답을 {time.perf_counter() - start:.1f}초에 보냄")


async def main() -> None:
    await asyncio.gather(answer(time.perf_counter()), report())


if __name__ == "__main__":
    asyncio.run(main())
