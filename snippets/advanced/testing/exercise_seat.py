"""어느 await에서 취소되어도 자리는 비어 있거나 표가 되어 있다."""

import asyncio
from collections.abc import Coroutine, Generator
from itertools import count
from typing import Any


class CancelAt(Coroutine[Any, Any, None]):
    """coroutine을 그대로 실행하되, number번째로 멈추었을 때 태스크를 취소한다."""

    def __init__(self, number: int, coroutine: Coroutine[Any, Any, None]) -> None:
        self.number, self.coroutine, self.stops = number, coroutine, 0

    def send(self, value: Any) -> Any:
        waits_for = self.coroutine.send(value)
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


async def send(message: str) -> None:
    await asyncio.sleep(0.1)


async def reserve(seats: list[str], tickets: list[str]) -> None:
    await send("로그인 확인")
    seat = seats.pop()  # 결제하는 동안 남이 잡지 못하게
    try:
        await send(f"{seat} 결제")
    except BaseException:  # 취소도 여기로 온다
        seats.append(seat)
        raise
    tickets.append(seat)
    await send(f"{seat} 예매를 메일로 알림")


async def main() -> None:
    for number in count(1):
        seats, tickets = ["7번"], list[str]()
        tried = CancelAt(number, reserve(seats, tickets))
        task = asyncio.create_task(tried)
        await asyncio.wait([task])
        print(f"{number}: 취소됨={task.cancelled()}, 빈자리 {len(seats)}, 표 {len(tickets)}")
        if tried.stops < number:
            break


if __name__ == "__main__":
    asyncio.run(main())
