"""새 글을 막고, 받은 글은 마감까지 저장하고, 못 한 것은 적어 두었다가 다음에 이어서 한다."""

import asyncio
import signal
from pathlib import Path

LEFT = Path("left.txt")


class Store:
    def __init__(self) -> None:
        self.queue: asyncio.Queue[str] = asyncio.Queue()
        self.owed: list[str] = []  # 맡았지만 아직 저장하지 못한 글
        self.stopping = False
        for title in LEFT.read_text().splitlines() if LEFT.exists() else []:
            self.accept(title)

    def accept(self, title: str) -> bool:
        if self.stopping or len(self.owed) >= 10:
            return False
        self.queue.put_nowait(title)
        self.owed.append(title)
        return True

    async def work(self) -> None:
        while True:
            title = await self.queue.get()
            await asyncio.sleep(0.2)
            print(f"  {title} 저장")
            self.owed.remove(title)  # 저장을 마칠 때까지는 장부에 남아 있다
            self.queue.task_done()

    def leave(self) -> None:
        LEFT.write_text("".join(f"{title}\n" for title in self.owed))


async def serve(titles: list[str], deadline: float) -> None:
    store, stopping = Store(), asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    worker = asyncio.create_task(store.work())
    print(f"이어서 할 글 {len(store.owed)}개, 새 글 {sum(map(store.accept, titles))}개")

    signal.raise_signal(signal.SIGTERM)
    await stopping.wait()
    store.stopping = True  # 1. 새 글을 막는다
    print(f"SIGTERM을 받음. 늦은 글을 받나: {store.accept('늦은 글')}")
    try:
        async with asyncio.timeout(deadline):
            await store.queue.join()  # 2. 맡은 글을 마감까지 저장한다
    except TimeoutError:
        print(f"마감: 남은 글 {store.owed}")
    worker.cancel()  # 3. 소비자를 취소하고 끝나기를 기다린다
    await asyncio.wait([worker])
    store.leave()  # 4. 못 한 것을 적어 둔다


if __name__ == "__main__":
    asyncio.run(serve(["글 1", "글 2", "글 3", "글 4"], deadline=0.5))
    print("다시 시작")
    asyncio.run(serve(["글 5"], deadline=1.5))
