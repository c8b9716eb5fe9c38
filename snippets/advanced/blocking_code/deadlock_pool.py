"""다른 스레드에서 기다려도, 그 코루틴에 빈 스레드가 필요하면 다시 서로를 기다린다."""

import asyncio
from concurrent.futures import ThreadPoolExecutor


def read_file(name: str) -> str:
    return f"{name}의 내용"


async def load(name: str) -> str:
    return await asyncio.to_thread(read_file, name)  # 풀에 빈 스레드가 있어야 한다


def render(name: str, loop: asyncio.AbstractEventLoop) -> str:
    """스레드에서 실행되는 동기 코드. 루프에 코루틴을 부탁하고 답을 기다린다."""
    future = asyncio.run_coroutine_threadsafe(load(name), loop)
    try:
        return future.result(timeout=0.5)
    except TimeoutError:
        return "0.5초 동안 답이 없음"


async def main(threads: int) -> None:
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(threads))
    page = await asyncio.to_thread(render, "머리말", loop)
    print(f"풀의 스레드 {threads}개: {page}")
    await asyncio.sleep(0.1)  # 늦게라도 load가 끝나게 한다


if __name__ == "__main__":
    for threads in (1, 2):
        asyncio.run(main(threads))
