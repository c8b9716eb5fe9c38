"""요청이 취소되어도 결제는 끝낸다. 붙들어 둔 태스크를 프로그램이 끝나기 전에 기다린다."""

import asyncio

payments: set[asyncio.Task[None]] = set()


async def pay(order: str) -> None:
    try:
        await asyncio.sleep(0.6)
    except asyncio.CancelledError:
        print(f"  {order}: 결제가 중간에 끊김")
        raise
    print(f"  {order}: 결제 완료")


async def handle(order: str) -> None:
    payment = asyncio.create_task(pay(order))
    payments.add(payment)  # 이벤트 루프는 태스크를 약하게만 참조한다
    payment.add_done_callback(payments.discard)
    await asyncio.shield(payment)


async def main(wait_at_the_end: bool) -> None:
    request = asyncio.create_task(handle("책 한 권"))
    await asyncio.sleep(0.2)
    request.cancel()  # 손님이 창을 닫았다
    await asyncio.wait([request])
    print(f"  요청 cancelled={request.cancelled()}, 남은 결제 {len(payments)}건")
    if wait_at_the_end:
        await asyncio.gather(*payments)


if __name__ == "__main__":
    for wait_at_the_end in (False, True):
        print("기다렸다가 끝내면" if wait_at_the_end else "그냥 끝내면")
        asyncio.run(main(wait_at_the_end))
