"""뒤에서 저장하는 코드를 sleep으로 어림잡아, 그리고 이벤트를 기다려 시험한다."""

import asyncio
import time


class Draft:
    """글을 뒤에서 저장한다. 저장에 걸리는 시간은 그날그날 다르다."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.saved = asyncio.Event()

    def edit(self) -> None:
        self.task = asyncio.create_task(self.save())

    async def save(self) -> None:
        await asyncio.sleep(self.seconds)
        self.saved.set()


async def by_sleep(draft: Draft) -> None:
    draft.edit()
    await asyncio.sleep(0.2)  # 이만하면 저장했겠지
    assert draft.saved.is_set()


async def by_event(draft: Draft) -> None:
    draft.edit()
    async with asyncio.timeout(5):  # 어림이 아니라, 고장 났을 때 멈추지 않으려는 제한
        await draft.saved.wait()


async def main() -> None:
    for test in (by_sleep, by_event):
        for day, seconds in {"한가한 날": 0.05, "바쁜 날": 0.4}.items():
            start = time.perf_counter()
            try:
                await test(Draft(seconds))
                result = "통과"
            except AssertionError:
                result = "실패"
            print(f"{test.__name__}, {day}: {result}, {time.perf_counter() - start:.2f}초")


if __name__ == "__main__":
    asyncio.run(main())
