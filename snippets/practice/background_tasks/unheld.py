"""아무도 붙들지 않은 태스크는 모으던 글과 함께 사라지고, 붙든 태스크에는 끝내라고 말할 수 있다."""

import asyncio
import gc

background: set[asyncio.Task[None]] = set()


async def collect(reader: str, titles: asyncio.Queue[str]) -> None:
    """글이 셋 모이면 한 통으로 묶어 보낸다"""
    batch: list[str] = []
    try:
        while len(batch) < 3:
            batch.append(await titles.get())
    except asyncio.CancelledError:
        print(f"{reader}: 모은 것까지 보냄 {batch}")
        raise


def accept(reader: str, *, keep: bool) -> None:
    titles: asyncio.Queue[str] = asyncio.Queue()
    task = asyncio.create_task(collect(reader, titles), name=f"{reader}의 묶음")
    if keep:
        background.add(task)
        task.add_done_callback(background.discard)
    for title in ("글 1", "글 2"):
        titles.put_nowait(title)
    print(f"{reader}: 글 2개를 맡겼습니다")


async def main() -> None:
    gc.disable()  # 언제 치울지를 이 예제가 정한다
    accept("지우", keep=False)
    accept("하늘", keep=True)
    await asyncio.sleep(0.1)
    gc.collect()

    print("이제 끝냅니다")
    for task in background:
        task.cancel()
    await asyncio.gather(*background, return_exceptions=True)


if __name__ == "__main__":
    asyncio.run(main())
