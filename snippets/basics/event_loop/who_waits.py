"""할 일이 없는 이벤트 루프는 기다림을 운영체제에 맡기고 잠든다."""

import asyncio
import selectors
import socket
import threading

News = list[tuple[selectors.SelectorKey, int]]


class WatchedSelector(selectors.DefaultSelector):
    """이벤트 루프가 운영체제에 무엇을 부탁하는지 엿본다."""

    def select(self, timeout: float | None = None) -> News:
        if timeout is None or timeout <= 0:
            return super().select(timeout)  # 준비된 일이 있으니 잠들지 않는다
        print(f"루프: 할 일이 없어 최대 {timeout:.1f}초 동안 잡니다")
        news = super().select(timeout)
        print("루프: 소켓에 데이터가 왔습니다" if news else "루프: 타이머가 울립니다")
        return news


async def receive(sender: str, ear: socket.socket) -> None:
    data = await asyncio.get_running_loop().sock_recv(ear, 100)
    print(f"  {sender}: {data.decode()}")


async def rest(seconds: float) -> None:
    await asyncio.sleep(seconds)
    print(f"  {seconds}초 동안 푹 쉬었습니다")


async def main() -> None:
    ear, mouth = socket.socketpair()
    ear.setblocking(False)
    with ear, mouth:
        # 0.1초 뒤에 다른 스레드가 말을 건다: 멀리 있는 친구를 대신한다
        threading.Timer(0.1, mouth.send, ["안녕".encode()]).start()
        await asyncio.gather(receive("친구", ear), rest(0.4))


if __name__ == "__main__":
    loop = asyncio.SelectorEventLoop(WatchedSelector())
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(main())
