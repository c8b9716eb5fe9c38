"""끝내 달라고 먼저 부탁하고, 듣지 않으면 강제로 끝낸다."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process

POLITE = """
import signal, sys, time
def stop(number, frame):
    print("임시 파일을 지움")
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
print("준비됨")
time.sleep(60)
"""
STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("준비됨")
time.sleep(60)
"""
PYTHON = (sys.executable, "-X", "utf8", "-u", "-c")


async def stop(process: Process) -> bytes:
    """끝내고 남은 출력을 돌려준다."""
    process.terminate()  # SIGTERM: 정리하고 끝내 달라는 부탁
    try:
        async with asyncio.timeout(0.5):
            return (await process.communicate())[0]
    except TimeoutError:
        process.kill()  # SIGKILL: 막을 수 없다
        return (await process.communicate())[0]


async def main() -> None:
    for name, code in (("부탁을 듣는 자식", POLITE), ("듣지 않는 자식", STUBBORN)):
        process = await asyncio.create_subprocess_exec(*PYTHON, code, stdout=PIPE)
        assert process.stdout
        await process.stdout.readline()  # 시그널 처리기를 걸 때까지
        last = (await stop(process)).decode().strip()
        print(f"{name}: 마지막 말 {last!r}, 종료 상태 {process.returncode}")


if __name__ == "__main__":
    asyncio.run(main())
