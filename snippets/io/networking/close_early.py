"""close()는 닫기 시작할 뿐이다: 기다리지 않고 끝내면 보내던 것을 잃는다."""

import asyncio
import socket
import time
from concurrent.futures import ThreadPoolExecutor

SIZE = 32 * 1024 * 1024


def receive(listener: socket.socket) -> int:
    """다른 프로그램을 대신하는 스레드: 0.2초 늦게 읽기 시작하고, 1초 동안 더 오지 않으면 그만둔다."""
    connection, _ = listener.accept()
    connection.settimeout(1)
    time.sleep(0.2)
    received = 0
    with connection:
        try:
            while piece := connection.recv(1024 * 1024):
                received += len(piece)
        except TimeoutError:
            pass
    return received


async def send(port: int, wait: bool) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(bytes(SIZE))
    writer.close()
    if wait:
        await writer.wait_closed()


def main() -> None:
    with ThreadPoolExecutor() as pool, socket.create_server(("127.0.0.1", 0)) as listener:
        for wait in (False, True):
            received = pool.submit(receive, listener)
            asyncio.run(send(listener.getsockname()[1], wait))
            print(f"wait={wait}: {SIZE:,}바이트 가운데 {received.result():,}바이트 도착")


if __name__ == "__main__":
    main()
