"""출력을 읽지 않고 wait()로 기다리면 파이프가 차서 둘 다 멈춘다."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process

CHILD = "print('x' * 999_999)"


async def only_wait(process: Process) -> int:
    await process.wait()  # 아무도 출력을 읽지 않는다
    assert process.stdout
    return len(await process.stdout.read())


async def communicate(process: Process) -> int:
    output, _ = await process.communicate()  # 읽으면서 기다린다
    return len(output)


async def main() -> None:
    for way in (only_wait, communicate):
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", CHILD, stdout=PIPE)
        try:
            async with asyncio.timeout(1):
                size = await way(process)
            print(f"{way.__name__}: {size:,}바이트를 받음, 종료 상태 {process.returncode}")
        except TimeoutError:
            print(f"{way.__name__}: 1초가 지나도 끝나지 않음, 종료 상태 {process.returncode}")
            process.kill()
            await process.communicate()  # 남은 출력을 비우고 끝나기를 기다린다


if __name__ == "__main__":
    asyncio.run(main())
