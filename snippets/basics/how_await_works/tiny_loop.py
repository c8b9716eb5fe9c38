"""send(), 퓨처, heapq, selectors로 만든 이벤트 루프가 타이머와 소켓을 한자리에서 기다린다."""

import heapq
import selectors
import socket
import time
from collections import deque
from collections.abc import Callable, Coroutine, Generator

ready: deque[Callable[[], None]] = deque()
timers: list[tuple[float, int, "Future"]] = []
selector = selectors.DefaultSelector()


class Future:
    """나중에 채워질 자리. 채워지면 기다리던 태스크들이 준비된다."""

    def __init__(self) -> None:
        self.done = False
        self.result: object = None
        self.callbacks: list[Callable[[], None]] = []

    def set_result(self, result: object = None) -> None:
        self.done, self.result = True, result
        ready.extend(self.callbacks)

    def __await__(self) -> Generator["Future", None, object]:
        if not self.done:
            yield self  # 멈추는 곳은 여기뿐이다
        return self.result


class Task(Future):
    """코루틴을 한 걸음씩 움직이고, 그 결과로 채워지는 퓨처"""

    def __init__(self, coroutine: Coroutine[Future, None, object]) -> None:
        super().__init__()
        self.coroutine = coroutine
        ready.append(self.step)

    def step(self) -> None:
        try:
            future = self.coroutine.send(None)
            future.callbacks.append(self.step)
        except StopIteration as stop:
            self.set_result(stop.value)


async def sleep(seconds: float) -> None:
    future = Future()
    heapq.heappush(timers, (time.monotonic() + seconds, id(future), future))
    await future


async def receive(sock: socket.socket) -> str:
    future = Future()
    selector.register(sock, selectors.EVENT_READ, future)
    await future
    selector.unregister(sock)
    return sock.recv(1024).decode()


def run(coroutine: Coroutine[Future, None, object]) -> object:
    main = Task(coroutine)
    while not main.done:
        if not ready:  # 소식이 오거나 다음 타이머가 될 때까지 여기서 잔다
            timeout = timers[0][0] - time.monotonic() if timers else None
            for key, _ in selector.select(timeout):
                key.data.set_result()
        while timers and timers[0][0] <= time.monotonic():
            heapq.heappop(timers)[2].set_result()
        for _ in range(len(ready)):
            ready.popleft()()
    return main.result


async def main(here: socket.socket, there: socket.socket) -> str:
    with here, there:
        letter = Task(receive(here))
        for page in (1, 2, 3):
            await sleep(0.1)
            print(f"편지 {page}쪽을 썼다")
        there.send("안녕".encode())
        return f"받은 편지: {await letter}"


if __name__ == "__main__":
    print(run(main(*socket.socketpair())))
