"""코루틴을 멈추는 await마다 한 번씩 취소하고, 그때마다 돈이 그대로인지 본다."""

import asyncio
from collections.abc import Coroutine, Generator
from itertools import count
from typing import Any


class CancelAt(Coroutine[Any, Any, None]):
    """coroutine을 그대로 실행하되, number번째로 멈추었을 때 태스크를 취소한다."""

    def __init__(self, number: int, coroutine: Coroutine[Any, Any, None]) -> None:
        self.number, self.coroutine, self.stops = number, coroutine, 0

    def send(self, value: Any) -> Any:
        waits_for = self.coroutine.send(value)  # 다음에 멈추는 곳까지 실행된다
        self.stops += 1
        if self.stops == self.number and (task := asyncio.current_task()):
            task.cancel()
        return waits_for

    def throw(self, *error: Any) -> Any:
        return self.coroutine.throw(*error)

    def close(self) -> None:
        self.coroutine.close()

    def __await__(self) -> Generator[Any, None, None]:
        raise NotImplementedError  # 태스크는 send와 throw만 호출한다


async def log(text: str) -> None:
    await asyncio.sleep(0.1)


async def transfer(bank: dict[str, int], amount: int) -> None:
    await log("이체 시작")
    bank["A"] -= amount
    await log("A에서 뺌")
    bank["B"] += amount
    await log("B에 넣음")


async def main() -> None:
    for number in count(1):
        bank = {"A": 100, "B": 0}
        tried = CancelAt(number, transfer(bank, 30))
        await asyncio.wait([asyncio.create_task(tried)])
        where = f"{number}번째 await에서 취소" if tried.stops >= number else "취소하지 않음"
        print(f"{where}: A {bank['A']}원, B {bank['B']}원, 합 {sum(bank.values())}원")
        if tried.stops < number:
            break


if __name__ == "__main__":
    asyncio.run(main())
