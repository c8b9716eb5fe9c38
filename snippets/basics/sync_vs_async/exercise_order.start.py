"""공지는 회원과 상관없는데도 회원과 주문을 다 받은 뒤에야 시작한다."""

import asyncio
import time


async def async_fetch_data(name: str, delay: float) -> str:
    print(f"{name} 시작")
    await asyncio.sleep(delay)
    print(f"{name} 완료")
    return f"{name} 결과"


async def main() -> None:
    start = time.perf_counter()

    member = await async_fetch_data("회원", 0.2)
    orders = await async_fetch_data("주문", 0.2)
    notice = await async_fetch_data("공지", 0.3)

    elapsed = time.perf_counter() - start
    print(f"총 소요시간: {elapsed:.2f}초")
    print(f"결과: {member}, {orders}, {notice}")


if __name__ == "__main__":
    asyncio.run(main())
