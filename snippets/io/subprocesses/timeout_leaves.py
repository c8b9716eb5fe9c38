"""시간제한은 기다림을 끝낼 뿐 프로세스를 끝내지 않는다."""

import asyncio
import sys

CHILD = """
import time
print("자식: 시작")
time.sleep(0.7)
print("자식: 일을 마침")
"""
PYTHON = (sys.executable, "-X", "utf8", "-u", "-c")


async def main() -> None:
    process = await asyncio.create_subprocess_exec(
        *PYTHON,
        CHILD,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout
    print((await process.stdout.readline()).decode(), end="")
    try:
        async with asyncio.timeout(0.3):
            await process.wait()
    except TimeoutError:
        print("부모: 시간 초과")
    print(f"부모: 종료 상태 {process.returncode}")

    print((await process.stdout.readline()).decode(), end="")
    print(f"부모: 종료 상태 {await process.wait()}")


if __name__ == "__main__":
    asyncio.run(main())
