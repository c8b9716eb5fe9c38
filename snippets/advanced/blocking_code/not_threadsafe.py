"""다른 스레드에서 이벤트를 그냥 켜면, 자고 있는 이벤트 루프는 깨어나지 않는다."""

import asyncio
import time
from collections.abc import Callable
from functools import partial


def press(how: str, ring: Callable[[], object]) -> None:
    time.sleep(0.2)
    ring()
    time.sleep(0.6)  # 벨을 누른 다음에도 할 일이 있다


async def main() -> None:
    loop = asyncio.get_running_loop()
    for title in ("bell.set()", "call_soon_threadsafe(bell.set)"):
        bell = asyncio.Event()
        ring = bell.set if title == "bell.set()" else partial(loop.call_soon_threadsafe, bell.set)
        start = loop.time()
        pressing = asyncio.create_task(asyncio.to_thread(press, title, ring))
        await bell.wait()
        print(f"{title}: {loop.time() - start:.1f}초에 들음")
        await pressing


if __name__ == "__main__":
    asyncio.run(main())
