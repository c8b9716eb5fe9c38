"""아무도 붙들지 않은 태스크는 끝나기 전에 사라질 수 있다."""

import asyncio
import gc


async def receive() -> None:
    inbox: asyncio.Queue[str] = asyncio.Queue()  # 이 태스크만 아는 큐
    print(await inbox.get())


async def main() -> None:
    asyncio.create_task(receive())  # noqa: RUF006 - 담아 두지 않는 실수
    await asyncio.sleep(0.1)
    gc.collect()  # 언젠가는 일어날 일을 지금 일으킨다
    print(f"남은 태스크: {len(asyncio.all_tasks()) - 1}개")


if __name__ == "__main__":
    asyncio.run(main())
