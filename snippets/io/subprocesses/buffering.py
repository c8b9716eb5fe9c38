"""출력이 파이프로 나가면 자식은 줄을 모았다가 한꺼번에 내보낸다."""

import asyncio
import sys
import time

CHILD = """
import time
for number in (1, 2, 3):
    time.sleep(0.3)
    print("줄", number, flush={flush})
"""
PYTHON = (sys.executable, "-X", "utf8", "-c")


async def watch(code: str) -> None:
    start = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        *PYTHON,
        code,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout
    async for line in process.stdout:
        print(f"  {time.perf_counter() - start:.1f}초에 받음: {line.decode().rstrip()}")
    await process.wait()


async def main() -> None:
    for flush in (False, True):
        print(f"flush={flush}")
        await watch(CHILD.format(flush=flush))


if __name__ == "__main__":
    asyncio.run(main())
