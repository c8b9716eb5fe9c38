"""시간제한은 취소를 시작하는 때이지, 돌아오는 때가 아니다."""

import asyncio


async def query() -> None:
    try:
        await asyncio.sleep(1)
    finally:
        await asyncio.sleep(0.4)  # 서버에 그만두라고 알리고 대답을 기다린다


async def main() -> None:
    loop = asyncio.get_running_loop()
    start = loop.time()
    try:
        await asyncio.wait_for(query(), timeout=0.2)
    except TimeoutError:
        print(f"시간 초과: {loop.time() - start:.1f}초")


if __name__ == "__main__":
    asyncio.run(main())
