"""ready 큐 하나로 코루틴 둘을 번갈아 움직인다."""

from collections import deque
from collections.abc import Coroutine, Generator


class Turn:
    """await하면 차례를 한 번 넘긴다."""

    def __await__(self) -> Generator[None, None, None]:
        yield


async def worker(name: str, steps: int) -> None:
    for step in range(1, steps + 1):
        print(f"{name} {step}단계")
        await Turn()
    print(f"{name} 끝")


def run(*coroutines: Coroutine[None, None, None]) -> None:
    ready = deque(coroutines)
    while ready:
        coroutine = ready.popleft()
        try:
            coroutine.send(None)
        except StopIteration:
            continue  # 끝난 코루틴은 다시 줄을 서지 않는다
        ready.append(coroutine)


if __name__ == "__main__":
    run(worker("A", 3), worker("B", 2))
