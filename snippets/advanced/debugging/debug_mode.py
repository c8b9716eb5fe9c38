"""디버그 모드는 스레드를 오래 차지한 태스크를 알려 준다. 그런데 어느 줄을 가리킬까?"""

import asyncio
import logging
import re
import time


class Shorter(logging.Handler):
    """asyncio의 기록에서 태스크의 이름, 코루틴의 자리, 걸린 시간만 남긴다."""

    def emit(self, record: logging.LogRecord) -> None:
        print(re.sub(r"(coro=<.+?>).*>", r"\1 …>", record.getMessage()))


def parse(report: str) -> None:
    time.sleep(0.3)


async def upload(report: str) -> None:
    await asyncio.sleep(0.1)


async def handle(report: str) -> None:
    await asyncio.sleep(0.1)
    parse(report)
    await upload(report)
    parse(report)


async def main() -> None:
    await asyncio.create_task(handle("3월"), name="3월 보고서")


if __name__ == "__main__":
    logger = logging.getLogger("asyncio")
    logger.addHandler(Shorter())
    print("보통 때")
    asyncio.run(main())
    print("디버그 모드")
    asyncio.run(main(), debug=True)
