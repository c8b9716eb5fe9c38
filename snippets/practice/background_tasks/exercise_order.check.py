"""SIGTERM 뒤에는 새 글을 받지 않고, 받은 글은 모두 저장해야 한다."""

import re
from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    asked = run.printed("SIGTERM")
    counts = re.search(r"받은 글 (\d+)개, 저장한 글 (\d+)개", run.output)
    if not asked or not counts:
        yield "`SIGTERM`과 마지막 줄이 모두 나와야 합니다. 기다림이 끝나지 않거나 예외로 나갔나요?"
        return
    if any(time > asked[0] + 0.05 for time in run.printed("받음")):
        yield (
            "부탁을 받은 뒤에도 새 글을 받았습니다. 들어오는 것이 있는 동안에는 다 비울 수 없습니다. "
            "무엇부터 멈춰야 하나요?"
        )
    if counts[1] != counts[2]:
        yield (
            "받은 글을 잃었습니다. `empty()`는 모두 꺼냈다는 뜻이지 모두 저장했다는 뜻이 아닙니다. "
            "꺼낸 글까지 세는 것은 무엇인가요?"
        )
    if int(counts[1]) < 3:
        yield "부탁을 받기 전에 온 글은 받아야 합니다."
    if any(lane.outcome != "returned" for lane in run.calls("save")):
        yield "저장하던 글이 끊겼습니다. 처리하는 쪽은 할 일이 없어진 다음에 취소해야 합니다."
