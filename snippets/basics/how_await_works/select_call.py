"""select()는 소식이 오거나 시간이 다할 때까지 스레드를 재우고, 소식이 온 소켓을 알려 준다."""

import selectors
import socket
import threading
import time


def main() -> None:
    here, there = socket.socketpair()  # 한쪽에 쓰면 다른 쪽에서 읽힌다
    selector = selectors.DefaultSelector()
    selector.register(here, selectors.EVENT_READ, data="here")

    # 다른 스레드가 바깥세상 노릇을 한다: 0.3초 뒤에 편지를 보낸다
    threading.Timer(0.3, there.send, ["안녕".encode()]).start()

    for longest in (0.1, 5.0):
        start, cpu = time.perf_counter(), time.process_time()
        events = selector.select(longest)
        waited, used = time.perf_counter() - start, time.process_time() - cpu
        names = [key.data for key, _ in events]
        print(f"최대 {longest}초: {waited:.2f}초 만에 {names}, 쓴 CPU {used:.2f}초")

    print(f"이제 읽어도 멈추지 않는다: {here.recv(1024).decode()}")
    for opened in (selector, here, there):
        opened.close()


if __name__ == "__main__":
    main()
