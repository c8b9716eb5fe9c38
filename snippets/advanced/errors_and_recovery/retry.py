"""잠깐의 실패만 골라, 기다리는 시간을 두 배씩 늘려 가며 다시 시도한다."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from functools import partial

LOST, WRONG = ConnectionError("연결이 끊김"), ValueError("틀린 주소")
ANSWERS: dict[str, list[Exception | str]] = {
    "곧 나아지는 서버": [LOST, LOST, "대답"],
    "틀린 요청": [WRONG],
    "죽은 서버": [LOST, LOST, LOST, LOST],
}


async def request(name: str) -> str:
    await asyncio.sleep(0.05)
    answer = ANSWERS[name].pop(0)
    if isinstance(answer, Exception):
        raise answer
    return answer


def doubling(first: float, times: int) -> Iterator[float]:
    for attempt in range(times):
        yield first * 2**attempt


async def retry(work: Callable[[], Awaitable[str]], delays: Iterable[float]) -> str:
    for delay in delays:
        try:
            return await work()
        except (ConnectionError, TimeoutError) as error:
            print(f"  {error}, {delay}초 쉬고 다시")
        await asyncio.sleep(delay)
    return await work()  # 마지막 시도의 예외는 그대로 내보낸다


async def main() -> None:
    for name in ANSWERS:
        print(name)
        try:
            print(f"  {await retry(partial(request, name), doubling(0.1, times=3))}")
        except (ConnectionError, ValueError) as error:
            print(f"  포기: {error!r}")


if __name__ == "__main__":
    asyncio.run(main())
