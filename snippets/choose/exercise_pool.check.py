"""답 40개를 0.2초 남짓에 받아야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    if not run.printed("답 40개"):
        yield "답을 모두 받지 않았습니다. 묻는 곳을 줄이는 것은 빨라진 것이 아닙니다."
    if run.seconds > 1.2:
        yield "기다림이 다 겹치지 않았습니다. 한 번에 몇 곳을 기다릴 수 있는 방법을 골랐나요?"
