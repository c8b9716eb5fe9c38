"""가장 먼저 성공한 응답을 쓰고, 나머지는 그 자리에서 취소해야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    calls = run.calls("fetch_data")
    if len(calls) != 3 or max(call.start for call in calls) > 0.15:
        yield "세 서버에 한 번씩, 동시에 요청해야 합니다."
        return
    won = run.printed("첫 성공: 부산 결과")
    if not won:
        yield (
            "`FIRST_COMPLETED`는 실패한 태스크도 끝난 것으로 칩니다. "
            "실패한 응답이면 그다음에 끝나는 태스크를 기다려야 합니다."
        )
        return
    if won[0] > 0.9:
        yield "`부산`의 응답을 받고도 더 기다렸습니다. 첫 성공이 나오면 나머지를 기다리지 않아도 됩니다."
        return
    slowest = max(calls, key=lambda call: call.end)
    if slowest.end > won[0] + 0.15:
        yield (
            "`첫 성공`을 출력한 뒤에도 가장 느린 서버의 요청이 계속 돌았습니다. "
            "결과를 하나 골랐다고 나머지 태스크가 취소되지는 않습니다."
        )
