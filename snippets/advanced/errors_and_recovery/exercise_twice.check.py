"""다시 시도하되 결제는 한 번씩만 되어야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    if not run.printed("다시 시도"):
        yield "대답이 사라지면 다시 시도해야 합니다. 다시 시도하는 것 자체가 잘못은 아닙니다."
    if len(run.printed("1000원 결제됨")) != 2:
        yield "두 결제 모두 대답을 받아야 합니다."
    elif run.printed("은행의 장부: 1건"):
        yield "다른 결제까지 같은 결제로 보았습니다. 금액이 같다고 같은 결제일까요?"
    elif not run.printed("은행의 장부: 2건, 모두 2000원"):
        yield "은행은 다시 온 요청을 새 결제로 알았습니다. 무엇이 같아야 같은 결제임을 알까요?"
