"""블록을 어떻게 나가든 프로세스를 끝내고, 끝난 것을 확인하고 나간다."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

SLEEPER = (sys.executable, "-c", "import time; time.sleep(60)")


@asynccontextmanager
async def running(*command: str) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):  # 벌써 끝났을 수 있다
            process.kill()
        await process.communicate()  # 남은 출력을 비우고 끝나기를 기다린다


def exists(pid: int) -> bool:
    """프로세스 표에 남아 있는가. 끝났지만 거두지 않은 좀비도 남아 있다."""
    try:
        os.kill(pid, 0)  # 시그널을 보내지 않고 확인만 한다
        return True
    except ProcessLookupError:
        return False


async def use(pids: list[int]) -> None:
    async with running(*SLEEPER) as process:
        pids.append(process.pid)
        await process.wait()


async def main() -> None:
    pids: list[int] = []
    try:
        async with asyncio.timeout(0.3):
            await use(pids)
    except TimeoutError:
        print(f"시간 초과 뒤에 남아 있나: {exists(pids[0])}")

    task = asyncio.create_task(use(pids))
    await asyncio.sleep(0.3)
    print(f"취소 전에 남아 있나: {exists(pids[1])}")
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    print(f"취소 뒤에 남아 있나: {exists(pids[1])}")


if __name__ == "__main__":
    asyncio.run(main())
