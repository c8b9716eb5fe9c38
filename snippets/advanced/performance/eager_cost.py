"""거의 기다리지 않는 코루틴이라면 즉시 시작이 태스크의 값을 줄인다."""

import asyncio
import time

KEYS = [number % 50 for number in range(1_000)]


class Cache:
    def __init__(self) -> None:
        self.known: dict[int, str] = {}

    async def get(self, key: int) -> str:
        if key not in self.known:
            await asyncio.sleep(0)  # 없을 때만 물어보고 기다린다
            self.known[key] = f"값 {key}"
        return self.known[key]


async def get_all(cache: Cache) -> list[str]:
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(cache.get(key)) for key in KEYS]
    return [task.result() for task in tasks]


async def best_of(times: int) -> float:
    cache = Cache()
    await get_all(cache)  # 캐시를 채워 둔다
    took = []
    for _ in range(times):
        start = time.perf_counter()
        await get_all(cache)
        took.append(time.perf_counter() - start)
    return min(took) / len(KEYS) * 1_000_000


async def main() -> None:
    print(f"기본: 하나에 {await best_of(30):.2f}µs")
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    print(f"즉시 시작: 하나에 {await best_of(30):.2f}µs")


if __name__ == "__main__":
    asyncio.run(main())
