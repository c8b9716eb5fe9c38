"""태스크를 만들자마자 기다리면 다음 태스크는 그 뒤에야 생긴다."""

import asyncio
import time


async def main() -> None:
    start = time.perf_counter()
    await asyncio.create_task(asyncio.sleep(0.3))
    await asyncio.create_task(asyncio.sleep(0.3))
    print(f"둘을 함께 보낸 줄 알았는데 {time.perf_counter() - start:.1f}초")


if __name__ == "__main__":
    asyncio.run(main())
