"""wait()가 돌려주는 집합에서 꺼내는 순서는 믿을 수 없다."""

import asyncio


async def worker(name: str) -> str:
    return name


def start_batch() -> list[asyncio.Task[str]]:
    return [asyncio.create_task(worker(f"W{i}")) for i in range(1, 9)]


async def main() -> None:
    batches = [start_batch() for _ in range(100)]
    from_set: set[str] = set()
    from_list: set[str] = set()
    for tasks in batches:
        done, _ = await asyncio.wait(tasks)
        from_set.add(" ".join(task.result() for task in done))
        from_list.add(" ".join(t.result() for t in tasks if t in done))

    print(f"집합에서 꺼낸 순서는 100번 모두 같았나? {len(from_set) == 1}")
    print(f"리스트에서 고른 순서는 100번 모두 같았나? {len(from_list) == 1}")
    print(f"리스트에서 고른 순서: {from_list.pop()}")


if __name__ == "__main__":
    asyncio.run(main())
