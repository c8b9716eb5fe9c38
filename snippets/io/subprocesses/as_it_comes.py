"""프로그램이 실행되는 동안 출력을 한 줄씩 받는다."""

import asyncio
import sys

CHILD = """
import time
for percent in (30, 60, 100):
    time.sleep(0.3)
    print(f"진행 {percent}%")
"""
# -u: 출력을 모아 두지 않고 바로 내보낸다
PYTHON = (sys.executable, "-X", "utf8", "-u", "-c")


async def main() -> None:
    process = await asyncio.create_subprocess_exec(
        *PYTHON,
        CHILD,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout  # PIPE를 넘겼으니 스트림이 있다
    async for line in process.stdout:  # 줄은 bytes로 온다
        print(f"받음: {line.decode().rstrip()}")
    print(f"종료 상태 {await process.wait()}")


if __name__ == "__main__":
    asyncio.run(main())
