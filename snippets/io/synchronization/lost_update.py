"""두 태스크를 가능한 모든 순서로 실행해, 입금을 잃는 순서를 센다."""

from collections.abc import Generator
from contextlib import suppress
from itertools import permutations

balance = 0


class Pause:
    """await하면 제어권을 한 번 넘긴다. 응답을 기다리는 자리를 흉내 낸다."""

    def __await__(self) -> Generator[None]:
        yield


async def deposit(amount: int) -> None:
    global balance
    seen = balance  # 읽고
    await Pause()  # 기다렸다가
    balance = seen + amount  # 쓴다


def run(order: tuple[str, ...]) -> int:
    """적힌 순서대로 한 조각씩 실행하고 마지막 잔액을 돌려준다."""
    global balance
    balance = 0
    tasks = {"A": deposit(10), "B": deposit(5)}
    for name in order:
        with suppress(StopIteration):  # 코루틴이 끝까지 실행되었다는 뜻
            tasks[name].send(None)  # 다음 await까지 실행한다
    return balance


def main() -> None:
    orders = sorted(set(permutations("AABB")))  # A가 두 조각, B가 두 조각
    balances = {order: run(order) for order in orders}
    for order, result in balances.items():
        print(f"{' → '.join(order)}: {result}원")
    lost = sum(result != 15 for result in balances.values())
    print(f"{len(orders)}가지 순서 가운데 {lost}가지에서 입금 하나를 잃음")


if __name__ == "__main__":
    main()
