"""어느 await에서 취소되어도 자리는 비어 있거나 표가 되어 있어야 한다."""

import re
from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    rows = re.findall(r"^(\d+): 취소됨=(\w+), 빈자리 (\d+), 표 (\d+)$", run.output, re.MULTILINE)
    totals = {int(seats) + int(tickets) for _, _, seats, tickets in rows}
    *cancelled, last = rows or [("", "", "", "")]
    if len(rows) < 4:
        yield "취소할 수 있는 `await`가 줄었습니다. 확인, 결제, 알림을 모두 남겨 두고 고치세요."
    elif last[1:] != ("False", "0", "1"):
        yield "취소하지 않았을 때 표를 받지 못했습니다. 되돌리는 것은 끝내지 못했을 때만 할 일입니다."
    if 0 in totals:
        yield "자리가 사라진 줄이 있습니다. 취소는 `except Exception`에 걸리지 않습니다."
    if 2 in totals:
        yield "표를 준 자리가 다시 비었습니다. 표가 생긴 뒤의 취소까지 되돌리고 있지는 않나요?"
    if any(row[1] != "True" for row in cancelled):
        yield "취소되었는데 끝까지 마친 것처럼 보입니다. 되돌린 다음에는 예외를 다시 일으켜야 합니다."
