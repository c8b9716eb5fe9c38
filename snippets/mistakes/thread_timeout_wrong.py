"""시간제한은 기다림을 끝낼 뿐, 스레드를 멈추지 못한다."""

import asyncio
import time


def write_report() -> None:
    time.sleep(0.8)
    print("스레드: 보고서를 덮어씀")


async def main() -> None:
    try:
        async with asyncio.timeout(0.2):
            await asyncio.to_thread(write_report)
    except TimeoutError:
        print("시간 초과, 옛 보고서를 그대로 둡니다")


if __name__ == "__main__":
    asyncio.run(main())
