"""시간제한에 걸리면 스레드도 곧 멈춰야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    pieces, timeouts = run.printed("조각"), run.printed("시간 초과")
    if not timeouts:
        yield "시간 초과가 없습니다. 제한을 없애거나 늘리지 않고 스레드를 멈춰 보세요."
    elif any(t > timeouts[0] + 0.5 for t in pieces):
        yield (
            "시간 초과 뒤에도 계속 복사했습니다. 취소는 스레드에 닿지 않습니다. "
            "스레드가 스스로 볼 수 있는 것을 두었나요?"
        )
    if not any(t < 0.74 for t in pieces):
        yield "제한까지는 복사해야 합니다. 취소되기 전에 스레드가 먼저 그만두지는 않나요?"
    if timeouts and not 0.6 < timeouts[0] < 1.3:
        yield "시간 초과가 제때 나지 않았습니다. 스레드가 할 일을 이벤트 루프로 옮기지는 않았나요?"
