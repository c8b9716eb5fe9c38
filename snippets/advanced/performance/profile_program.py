"""cProfile은 함수가 스레드를 차지한 시간을 나누어 보이고, 기다린 시간은 한 줄에 모은다."""

import asyncio
import cProfile
import pstats
import time


def parse(number: int) -> int:
    return sum(i * i for i in range(100_000))


async def fetch(number: int) -> int:
    await asyncio.sleep(0.3)
    return number


async def handle(number: int) -> int:
    start = time.perf_counter()
    answer = await fetch(number)
    waits.append(time.perf_counter() - start)
    return parse(answer)


async def main() -> None:
    await asyncio.gather(*(handle(number) for number in range(5)))


waits: list[float] = []

if __name__ == "__main__":
    with cProfile.Profile() as profile:
        asyncio.run(main())

    rows = pstats.Stats(profile).get_stats_profile().func_profiles
    asleep = max((name for name in rows if "select." in name), key=lambda name: rows[name].cumtime)
    for name in ("handle", "fetch", "parse", asleep):
        print(f"{name}: {rows[name].ncalls}번, {rows[name].cumtime:.2f}초")
    print(f"fetch를 기다린 시간: 모두 더해 {sum(waits):.2f}초")
