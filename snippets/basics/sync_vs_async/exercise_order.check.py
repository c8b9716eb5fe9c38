"""회원 다음에 주문, 그동안 공지: 앞뒤가 있는 둘만 차례로 기다려야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    calls = {lane.call.partition("'")[2].partition("'")[0]: lane for lane in run.calls("async_fetch_data")}
    if not {"회원", "주문", "공지"} <= calls.keys():
        yield "`회원`, `주문`, `공지`를 모두 받아야 합니다. 코루틴을 만들기만 하고 기다리지 않은 것이 있나요?"
        return
    member, orders, notice = calls["회원"], calls["주문"], calls["공지"]
    if orders.start < member.end:
        yield "`회원`을 받기 전에 `주문`을 물었습니다. `gather()`에 넘긴 것은 모두 함께 시작합니다."
    if notice.start >= member.end:
        yield "`공지`가 `회원`을 다 받은 뒤에야 시작했습니다. 상관없는 일은 함께 기다릴 수 있습니다."
    elif orders.start > notice.end:
        yield "`주문`이 `공지`까지 기다렸습니다. `주문`이 기다려야 하는 것은 `회원`뿐입니다."
