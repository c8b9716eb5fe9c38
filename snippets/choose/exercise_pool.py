"""기다리는 일이므로 코루틴으로 모두 겹친다."""

import asyncio
import time


async def ask_async(number: int) -> int:
    await asyncio.sleep(0.2)
    return number


async def main() -> None:
    start = time.perf_counter()
    answers = await asyncio.gather(*map(ask_async, range(40)))
    print(f"답 {len(answers)}개, {time.perf_counter() - start:.1f}초")


if __name__ == "__main__":
    asyncio.run(main())
