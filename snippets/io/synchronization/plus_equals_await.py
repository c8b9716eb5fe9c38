"""읽기와 쓰기 사이에 await가 있는 코드만 갱신을 잃는다."""

from collections.abc import Callable, Coroutine, Generator
from contextlib import suppress
from itertools import permutations

total = 0


class Pause:
    """await하면 제어권을 한 번 넘긴다."""

    def __await__(self) -> Generator[None]:
        yield


async def fetch() -> int:
    await Pause()
    return 10


async def read_first() -> None:
    global total
    seen = total
    total = seen + await fetch()


async def plus_equals() -> None:
    global total
    total += await fetch()  # 한 줄이지만 total을 먼저 읽고 기다린다


async def await_first() -> None:
    global total
    amount = await fetch()
    total += amount  # 읽기와 쓰기 사이에 await가 없다


def run(work: Callable[[], Coroutine[None, None, None]], order: tuple[str, ...]) -> int:
    global total
    total = 0
    tasks = {"A": work(), "B": work()}
    for name in order:
        with suppress(StopIteration):
            tasks[name].send(None)
    return total


def main() -> None:
    orders = sorted(set(permutations("AABB")))
    for work in (read_first, plus_equals, await_first):
        lost = sum(run(work, order) != 20 for order in orders)
        print(f"{work.__name__}: {len(orders)}가지 가운데 {lost}가지에서 잃음")


if __name__ == "__main__":
    main()
