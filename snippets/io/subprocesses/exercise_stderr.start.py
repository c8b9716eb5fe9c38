"""표준 출력을 끝까지 읽고 나서 표준 오류를 읽으려다 멈춘다."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process

CHILD = """
import sys
sys.stderr.write("warning: missing glyph U+D55C in font Monospace\\n" * 10_000)
print("done")
"""


async def collect(process: Process) -> tuple[bytes, bytes]:
    assert process.stdout and process.stderr
    output = await process.stdout.read()
    errors = await process.stderr.read()
    return output, errors


async def main() -> None:
    command = (sys.executable, "-c", CHILD)
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE)
    try:
        async with asyncio.timeout(1.5):
            output, errors = await collect(process)
        print(f"표준 출력 {output.decode().strip()}, 표준 오류 {len(errors.splitlines())}줄")
    except TimeoutError:
        print("1.5초가 지나도 끝나지 않음")
        process.kill()
    await process.communicate()


if __name__ == "__main__":
    asyncio.run(main())
