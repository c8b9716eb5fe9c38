"""기다리는 태스크와 기다리는 스레드가 하나에 메모리를 얼마나 쓰는지 잰다."""

import asyncio
import threading
from resource import RUSAGE_SELF, getpagesize, getrusage

TASKS, THREADS = 1000, 100


def touched_kib() -> float:
    """이 프로세스가 지금까지 실제로 쓰기 시작한 메모리.

    운영체제는 메모리를 페이지 단위로, 처음 쓸 때 비로소 내주며 그 횟수를 센다.
    """
    return getrusage(RUSAGE_SELF).ru_minflt * getpagesize() / 1024


async def wait_for_answer(answer: asyncio.Future[None]) -> None:
    await answer


async def main() -> None:
    answer: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    start = touched_kib()
    tasks = [asyncio.create_task(wait_for_answer(answer)) for _ in range(TASKS)]
    await asyncio.sleep(0.1)  # 모두 await answer에 이르도록
    each = (touched_kib() - start) / TASKS
    print(f"태스크 {TASKS}개: 하나에 {each:.1f} KiB")

    # 태스크를 그대로 둔 채 재야, 비워 준 메모리를 스레드가 물려받지 않는다
    stop = threading.Event()  # 스레드가 기다릴 신호
    start = touched_kib()
    threads = []
    for _ in range(THREADS):
        thread = threading.Thread(target=stop.wait, daemon=True)
        thread.start()
        threads.append(thread)
    each = (touched_kib() - start) / THREADS
    print(f"스레드 {THREADS}개: 하나에 {each:.1f} KiB")

    answer.set_result(None)
    stop.set()
    await asyncio.gather(*tasks)
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    # 스택으로 예약할 주소만 줄인다. 예약만 하고 쓰지 않은 메모리는 세지 않는다
    threading.stack_size(64 * 1024)
    asyncio.run(main())
