"""세션을 함께 쓰되, 작업자 셋은 그대로 함께 보내야 한다."""

import re
from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    found = re.search(r"연결 (\d+)개", run.output)
    if not found:
        yield "`연결 …개`를 출력하는 줄은 그대로 두세요."
    elif int(found[1]) > 3:
        yield "함께 보내는 요청은 셋뿐인데 연결이 더 많습니다. 연결은 세션 안에서만 다시 쓰입니다."
    if len(run.calls("fetch")) != 12:
        yield "글 열두 개를 한 번씩 받아야 합니다."
    elif run.most_at_once("fetch") < 3:
        yield "요청이 겹치지 않습니다. 세션 하나로도 여러 요청을 함께 보낼 수 있습니다."
    if run.printed("Unclosed client session"):
        yield "세션을 닫지 않았습니다. 세션은 누가, 언제 닫아야 할까요?"
