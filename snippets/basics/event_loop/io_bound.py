"""소켓으로 답을 기다리는 작업 셋: 시간은 걸리지만 CPU는 거의 쓰지 않는다."""

import asyncio
import time


async def slow_server(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
) -> None:
    """받은 시간만큼 뜸을 들인 뒤 답하는 서버"""
    delay = await reader.readline()
    await asyncio.sleep(float(delay))
    writer.write(b"ok\n")
    writer.close()


class EventLoopDemo:
    """이벤트 루프 데모"""

    def __init__(self, port: int) -> None:
        self.port = port

    async def io_bound_task(self, name: str, delay: float) -> str:
        """I/O 집약적 작업 (비동기에 적합)"""
        print(f"I/O 작업 {name} 시작")
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(f"{delay}\n".encode())
        await reader.readline()  # 답이 올 때까지 기다린다
        writer.close()
        print(f"I/O 작업 {name} 완료")
        return f"IO_{name}_결과"

    async def demonstrate_event_loop(self) -> None:
        """이벤트 루프 동작 데모"""
        print("1. I/O 집약적 작업 (비동기에 적합):")
        start, cpu_start = time.perf_counter(), time.process_time()
        delays = {"IO0": 0.5, "IO1": 0.3, "IO2": 0.4}
        calls = [self.io_bound_task(name, delay) for name, delay in delays.items()]
        results = await asyncio.gather(*calls)
        io_time = time.perf_counter() - start
        cpu_time = time.process_time() - cpu_start
        print(f"결과: {results}")
        print(f"I/O 작업 시간: {io_time:.2f}초")
        print(f"그동안 CPU를 쓴 시간: {cpu_time:.3f}초")


async def main() -> None:
    print("=== 이벤트 루프 동작 ===")
    print(f"현재 이벤트 루프: {asyncio.get_running_loop()}")
    server = await asyncio.start_server(slow_server, "127.0.0.1", 0)
    await EventLoopDemo(server.sockets[0].getsockname()[1]).demonstrate_event_loop()
    server.close()


if __name__ == "__main__":
    asyncio.run(main())
