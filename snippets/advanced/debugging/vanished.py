"""아무도 붙들지 않은 태스크 셋 가운데 가비지 컬렉션으로 사라지는 것을 찾는다."""

import asyncio
import gc

bell = asyncio.Event()
kept: set[asyncio.Task[None]] = set()


async def wait_for_timer() -> None:
    await asyncio.sleep(0.4)
    print("A: 타이머가 울림")


async def wait_for_bell() -> None:
    await bell.wait()
    print("B: 종이 울림")


async def wait_for_own_event(name: str) -> None:
    event = asyncio.Event()  # 이 함수만 아는 이벤트
    try:
        await event.wait()
    finally:
        print(f"{name}: finally")


def alive() -> str:
    return " ".join(sorted(name for task in asyncio.all_tasks() if len(name := task.get_name()) == 1))


async def main() -> None:
    gc.disable()  # 언제 치울지를 이 예제가 정한다
    asyncio.create_task(wait_for_timer(), name="A")  # noqa: RUF006 - 셋 다 일부러 담지 않는다
    asyncio.create_task(wait_for_bell(), name="B")  # noqa: RUF006 - 위와 같다
    asyncio.create_task(wait_for_own_event("C"), name="C")  # noqa: RUF006 - 위와 같다
    kept.add(asyncio.create_task(wait_for_own_event("D"), name="D"))
    await asyncio.sleep(0.1)

    print(f"치우기 전: {alive()}")
    gc.collect()
    print(f"치운 뒤: {alive()}")

    bell.set()
    await asyncio.sleep(0.5)


if __name__ == "__main__":
    asyncio.run(main())
