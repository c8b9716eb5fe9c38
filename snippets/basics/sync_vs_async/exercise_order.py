"""앞뒤가 정해진 두 요청은 차례로, 상관없는 요청은 함께 기다린다."""

import asyncio
import time


async def async_fetch_data(name: str, delay: float) -> str:
    print(f"{name} 시작")
    await asyncio.sleep(delay)
    print(f"{name} 완료")
    return f"{name} 결과"


async def fetch_orders() -> str:
    # 회원을 알아야 주문을 물을 수 있으니 이 둘은 차례로 기다린다
    member = await async_fetch_data("회원", 0.2)
    orders = await async_fetch_data("주문", 0.2)
    return f"{member}, {orders}"


async def main() -> None:
    start = time.perf_counter()

    # 공지는 회원과 상관없으니 함께 기다린다
    results = await asyncio.gather(
        fetch_orders(),
        async_fetch_data("공지", 0.3),
    )

    elapsed = time.perf_counter() - start
    print(f"총 소요시간: {elapsed:.2f}초")
    print(f"결과: {results}")


if __name__ == "__main__":
    asyncio.run(main())
