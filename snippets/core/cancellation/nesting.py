"""겹친 시간제한은 먼저 다 된 쪽이 자기 블록 밖에서 TimeoutError를 일으킨다."""

import asyncio


async def attempt(outer: float, inner: float) -> None:
    print(f"바깥 {outer}초, 안쪽 {inner}초")
    try:
        async with asyncio.timeout(outer) as outer_limit:
            try:
                async with asyncio.timeout(inner) as inner_limit:
                    await asyncio.sleep(1)
            except TimeoutError:
                print("  안쪽 except에서 받음, 하던 일을 계속함")
    except TimeoutError:
        print("  바깥 except에서 받음")
    print(f"  expired: 바깥 {outer_limit.expired()}, 안쪽 {inner_limit.expired()}")


async def main() -> None:
    await attempt(outer=0.6, inner=0.2)
    await attempt(outer=0.2, inner=0.6)


if __name__ == "__main__":
    asyncio.run(main())
