"""정리한 다음 다시 일으켜야, 취소한 쪽이 취소된 줄 안다."""

import asyncio
from collections.abc import Coroutine


async def download_and_raise(parts: list[str]) -> str:
    parts.append("받다 만 파일")
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        parts.clear()
        raise
    return "받은 파일"


async def download_and_return(parts: list[str]) -> str:
    parts.append("받다 만 파일")
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        parts.clear()
    return "받은 파일"  # 정리만 하고 여기로 내려온다


async def cancel_after_a_while(name: str, download: Coroutine[None, None, str], parts: list[str]) -> None:
    task = asyncio.create_task(download)
    await asyncio.sleep(0.2)
    task.cancel()
    await asyncio.wait([task])
    outcome = "취소됨" if task.cancelled() else f"결과 {task.result()!r}"
    print(f"{name}: 남은 조각 {parts}, {outcome}")


async def main() -> None:
    parts: list[str] = []
    await cancel_after_a_while("raise를 쓰면", download_and_raise(parts), parts)
    await cancel_after_a_while("raise를 빼면", download_and_return(parts), parts)


if __name__ == "__main__":
    asyncio.run(main())
