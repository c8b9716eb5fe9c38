"""gather()를 기다리던 쪽이 취소되면 자식도 모두 취소된다."""

import asyncio


async def fetch_data(name: str, delay: float) -> str:
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError:
        print(f"{name}: 취소됨")
        raise
    print(f"{name}: 응답 도착")
    return f"{name} 결과"


async def collect() -> list[str]:
    requests = [
        fetch_data("A", 0.2),
        fetch_data("B", 0.9),
        fetch_data("C", 1.0),
    ]
    return await asyncio.gather(*requests)


async def main() -> None:
    caller = asyncio.create_task(collect())
    await asyncio.sleep(0.6)
    caller.cancel()
    await asyncio.wait([caller])
    print(f"collect: cancelled={caller.cancelled()}")


if __name__ == "__main__":
    asyncio.run(main())
