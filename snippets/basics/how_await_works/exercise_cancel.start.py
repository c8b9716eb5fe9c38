"""취소를 ‘더 움직이지 않는 것’으로 만들었더니 정리가 제때 실행되지 않는다."""

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
        ready.append(self)

    def step(self) -> None:
        if self.done:
            return
        try:
            self.coroutine.send(None)
            ready.append(self)
        except StopIteration:
            self.done = True

    def cancel(self) -> None:
        self.done = True  # 다시는 움직이지 않는다


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
