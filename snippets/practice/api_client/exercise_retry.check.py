"""나아질 실패만, 서버가 알려 준 만큼 쉬고 다시 보내야 한다."""

import re
from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    asked = {path: int(times) for path, times in re.findall(r"'(/\w+)': (\d+)", run.output)}
    if not run.printed("/news: 소식"):
        yield "`/news`를 받지 못했습니다. 서버는 언제 다시 오라고 했나요?"
    elif asked.get("/news", 0) > 2:
        yield "쉬라는 동안에도 다시 보냈습니다. 서버가 알려 준 시간보다 일찍 보내면 안 됩니다."
    if asked.get("/missing", 0) > 1:
        yield "404를 다시 보냈습니다. 같은 요청을 또 보내면 다른 답이 올까요?"
    if not run.printed("/missing: 포기"):
        yield "`/missing`은 받을 수 없는 글입니다. `포기`라고 출력해야 합니다."
