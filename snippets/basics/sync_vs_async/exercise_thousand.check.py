"""요청 1,000개가 스레드 하나로, 하나를 기다리는 시간 안팎에 끝나야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    if not run.printed("끝난 요청: 1000개"):
        yield "요청이 다 끝나지 않았습니다. 한 줄씩 `await`하면 1,000개를 기다리는 시간이 모두 더해집니다."
    elif run.printed("끝난 요청: 1000개")[0] > 3:
        yield "요청 하나보다 열 배는 더 걸렸습니다. 1,000개를 모두 시작한 다음에 기다리고 있나요?"
    if not run.printed("{'MainThread'}"):
        yield "`MainThread` 하나로 실행해야 합니다. 기다리기만 하는 일에는 스레드가 더 필요하지 않습니다."
