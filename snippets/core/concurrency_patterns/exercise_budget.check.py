"""두 단계를 합친 시간에 제한 하나가 걸려야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    requests = run.calls("request")
    if len(requests) != 2 or not run.printed("가까운 서버") or not run.printed("먼 서버"):
        yield "`request`를 두 서버에 한 번씩 호출하고, 서버마다 결과를 출력해야 합니다."
        return
    if not run.printed("가까운 서버: 성공"):
        yield (
            "가까운 서버는 두 단계를 합쳐 0.4초이므로 성공해야 합니다. "
            "제한을 반씩 나누어 걸면 한 단계가 남긴 시간을 다른 단계가 쓰지 못합니다."
        )
        return
    far = requests[1].end - requests[1].start
    if far > 0.75:
        yield "먼 서버에 0.6초를 넘겨 썼습니다. `wait_for()`를 호출할 때마다 시계가 0부터 다시 시작합니다."
    elif not run.printed("먼 서버: 시간 초과"):
        yield "먼 서버는 0.8초가 걸리므로 `TimeoutError`를 받고 `시간 초과`를 출력해야 합니다."
    elif far < 0.5:
        yield "먼 서버에 0.6초를 다 주지 않았습니다. 제한은 두 단계를 합친 시간에 걸려야 합니다."
