"""취소가 확인되었을 때는 정리도 이미 끝나 있어야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    closed, confirmed = run.printed("파일을 닫았다"), run.printed("취소를 확인했다")
    if not confirmed:
        yield (
            "`main`이 취소를 확인하지 못했습니다. "
            "던진 예외는 코루틴을 지나 `throw()`를 호출한 곳으로 나옵니다: 거기서 받아 `done`으로 표시했나요?"
        )
    elif not closed:
        yield "파일이 닫히지 않았습니다. 태스크를 잊는 것과 취소하는 것은 다릅니다."
    elif closed[0] > confirmed[0]:
        yield (
            "취소를 확인했다고 할 때 파일은 아직 열려 있었습니다. 태스크를 잊는 것과 취소하는 것은 다릅니다: "
            "멈춰 있는 `await`에 예외를 던져 넣어야 `finally`가 실행됩니다."
        )
