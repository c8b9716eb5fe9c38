"""루프를 직접 닫으면 남은 태스크가 그대로 버려지고, asyncio.run()은 취소하고 닫는다."""

import asyncio
import gc


async def poll() -> None:
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        print("poll: 취소되어 정리함")
        raise


async def main() -> None:
    task = asyncio.create_task(poll(), name="poll")
    await asyncio.sleep(0.1)
    print(f"main 끝, poll은 done={task.done()}")


if __name__ == "__main__":
    print("루프를 직접 닫기")
    loop = asyncio.new_event_loop()
    loop.run_until_complete(main())
    loop.close()
    gc.collect()  # 버려진 태스크가 사라질 때를 앞당긴다

    print("asyncio.run()")
    asyncio.run(main())
