"""두 스트림을 모두 끝까지 읽어야 한다."""

import re
from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    if "끝나지 않음" in run.output:
        yield (
            "자식은 표준 오류를 쓰다 멈췄고, 부모는 표준 출력을 기다립니다. "
            "하나를 끝까지 읽는 동안 다른 하나는 누가 비우나요?"
        )
    elif not re.search(r"표준 오류 10,?000줄", run.output):
        yield "표준 오류가 10,000줄이 아닙니다. 한쪽을 버리면 막히지는 않지만 읽은 것도 아닙니다."
    elif "표준 출력 done" not in run.output:
        yield "표준 출력의 `done`이 없습니다. 두 스트림을 모두 돌려주어야 합니다."
