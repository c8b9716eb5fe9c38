"""느린 일이 기본 풀을 차지하면 이름 찾기까지 줄을 선다. 풀을 따로 주면 서지 않는다."""

import asyncio
import time
from concurrent.futures import Executor, ThreadPoolExecutor


def make_report(number: int) -> None:
    time.sleep(0.4)


async def look_up() -> None:
    """연결하기 전에 이름을 주소로 바꾼다. asyncio는 이것도 기본 풀에 맡긴다."""
    start = time.perf_counter()
    await asyncio.get_running_loop().getaddrinfo("localhost", 80)
    print(f"  이름을 찾는 데 {time.perf_counter() - start:.1f}초")


async def serve(title: str, pool: Executor | None) -> None:
    print(title)
    loop = asyncio.get_running_loop()
    reports = [loop.run_in_executor(pool, make_report, number) for number in range(4)]
    await look_up()
    await asyncio.gather(*reports)


async def main(report_pool: Executor) -> None:
    # 기본 풀은 보통 더 크다. 여기서는 둘이면 차게 한다.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(2, thread_name_prefix="default"))
    await serve("보고서를 기본 풀에", None)
    await serve("보고서를 따로 만든 풀에", report_pool)


if __name__ == "__main__":
    with ThreadPoolExecutor(2, thread_name_prefix="report") as report_pool:
        asyncio.run(main(report_pool))
