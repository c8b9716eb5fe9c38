"""그만두면 프로그램도 곧 끝나야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    if not run.printed("그만둠"):
        yield "`그만둠`이 없습니다. 변환은 2.5초가 걸리니 0.3초에 그만두어야 합니다."
    if run.seconds > 2:
        yield "프로그램이 변환이 끝날 때까지 돌아오지 않았습니다. 밖에서 끝낼 수 있는 곳에 맡겼나요?"
