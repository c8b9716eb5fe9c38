"""받은 글은 모두 저장하고, 그만두라는 말을 들은 뒤에는 새 글을 받지 않아야 한다."""

import re
from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    told = run.printed("그만두라는 말을 들음")
    counts = re.search(r"받은 글 (\d+)개, 저장한 글 (\d+)개", run.output)
    if not told or not counts:
        yield "`main`이 출력하는 두 줄은 그대로 두세요."
        return
    if counts[1] != counts[2]:
        yield "받고도 저장하지 못한 글이 있습니다. 취소는 저장하던 `await`에서도 일어납니다."
    if any(lane.start > told[0] + 0.1 for lane in run.calls("fetch")):
        yield "그만두라는 말을 들은 뒤에도 새 글을 받기 시작했습니다. 작업자는 언제 `stop`을 보나요?"
    if not run.calls("fetch") or int(counts[1]) < 3:
        yield "글을 받기도 전에 그만두었습니다."
    if run.seconds > 2.5:
        yield "끝나는 데 너무 오래 걸립니다. 하던 글만 마치면 됩니다."
