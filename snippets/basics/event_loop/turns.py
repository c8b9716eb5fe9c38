"""이벤트 루프는 스레드 하나로 여러 태스크를 번갈아 실행한다."""

import asyncio
import threading


async def worker(name: str, first_wait: float) -> None:
    await asyncio.sleep(first_wait)
    for step in range(1, 4):
        thread = threading.current_thread().name
        print(f"{name} {step}단계 ({thread})")
        await asyncio.sleep(0.2)  # 제어권을 넘기고, 0.2초 뒤에 이어서 한다


async def main() -> None:
    # B를 0.1초 늦게 시작하여 차례가 엇갈리게 한다
    await asyncio.gather(worker("A", 0), worker("B", 0.1))


if __name__ == "__main__":
    asyncio.run(main())
