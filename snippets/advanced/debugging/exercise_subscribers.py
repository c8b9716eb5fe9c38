"""태스크를 담아 두어 구독자가 1호도 2호도 받는다."""

import asyncio
import gc
import weakref

running: set[asyncio.Task[None]] = set()


class Hub:
    """떠난 구독자의 우편함은 저절로 빠지도록 약한 참조로만 담는다."""

    def __init__(self) -> None:
        self.inboxes = weakref.WeakValueDictionary[str, asyncio.Queue[str]]()

    def subscribe(self, name: str) -> asyncio.Queue[str]:
        self.inboxes[name] = inbox = asyncio.Queue[str]()
        return inbox

    def publish(self, news: str) -> None:
        for inbox in self.inboxes.values():
            inbox.put_nowait(news)


async def subscriber(hub: Hub, name: str) -> None:
    inbox = hub.subscribe(name)
    while True:
        print(f"{name}: {await inbox.get()}를 받음")


def start(hub: Hub, name: str) -> None:
    task = asyncio.create_task(subscriber(hub, name), name=name)
    running.add(task)
    task.add_done_callback(running.discard)


async def main() -> None:
    hub = Hub()
    start(hub, "지우")
    start(hub, "하늘")
    for news in ("1호", "2호"):
        await asyncio.sleep(0.1)
        hub.publish(news)
        await asyncio.sleep(0.1)
        gc.collect()  # 언젠가 일어날 일을 지금 일으킨다


if __name__ == "__main__":
    asyncio.run(main())
