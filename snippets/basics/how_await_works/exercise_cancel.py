"""취소는 멈춰 있는 await에 예외를 던져 넣어, 코루틴이 스스로 정리하고 끝나게 한다."""

from asyncio import CancelledError
from collections import deque
from collections.abc import Coroutine, Generator


class Turn:
    """await하면 차례를 한 번 넘긴다."""

    def __await__(self) -> Generator[None, None, None]:
        yield


class Task:
    def __init__(self, coroutine: Coroutine[None, None, None]) -> None:
        self.coroutine = coroutine
        self.done = False
        self.cancelling = False
        ready.append(self)

    def step(self) -> None:
        try:
            if self.cancelling:
                self.cancelling = False  # 던지는 것은 한 번뿐이다
                self.coroutine.throw(CancelledError())
            else:
                self.coroutine.send(None)
            ready.append(self)
        except (StopIteration, CancelledError):
            self.done = True

    def cancel(self) -> None:
        self.cancelling = True  # 다음 차례에 던진다


ready: deque[Task] = deque()


def run(coroutine: Coroutine[None, None, None]) -> None:
    Task(coroutine)
    while ready:
        ready.popleft().step()


async def worker() -> None:
    print("파일을 열었다")
    try:
        while True:
            await Turn()
    finally:
        print("파일을 닫았다")


async def main() -> None:
    task = Task(worker())
    await Turn()
    task.cancel()
    while not task.done:
        await Turn()
    print("취소를 확인했다")


if __name__ == "__main__":
    run(main())
