"""본문이 어떻게 끝나든 시간을 알리고, 예외는 그대로 내보내야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    if len(run.printed("성공한 본문")) != 1:
        yield "본문이 성공했을 때 시간을 한 번 출력해야 합니다."
    if len(run.printed("실패한 본문")) != 1:
        yield "본문이 실패하면 시간이 나오지 않습니다. 본문의 예외는 `yield`가 있는 줄에서 다시 발생합니다."
    elif len(run.printed("취소된 본문")) != 1:
        yield "취소되면 시간이 나오지 않습니다. `CancelledError`는 `Exception`의 하위 클래스가 아닙니다."
    if len(run.printed("밖에서 받은 예외")) != 2:
        yield "본문의 예외가 밖으로 나오지 않았습니다. `except`로 받았다면 다시 일으켜야 합니다."
