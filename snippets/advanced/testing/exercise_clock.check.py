"""가상의 하루 동안 토큰이 24번 갱신되고, 실제로는 금방 끝나야 한다."""

import re
from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    found = re.search(r"하루 동안 (\d+)번 갱신", run.output)
    if not found:
        yield "`하루 동안 …번 갱신`이 없습니다."
    elif found[1] == "0":
        yield (
            "한 번도 갱신되지 않았습니다. 가상 시간에서 돌아가는 것은 루프의 시계입니다. "
            "토큰은 누구의 시계를 보나요?"
        )
    elif found[1] != "24":
        yield "24번이 아닙니다. 한 시간짜리 토큰이면 하루에 24번입니다."
    if run.seconds > 5:
        yield "실제로 오래 걸렸습니다. 시계를 바꾸는 것이지 기다리는 것이 아닙니다."
