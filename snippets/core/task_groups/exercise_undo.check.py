"""실패한 뒤에 남은 예약이 없어야 하고, 되돌리기 둘은 함께 해야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    undone = run.printed("예약을 되돌림")
    if len(undone) < 2 or not run.printed("남은 예약: 0건"):
        yield (
            "예약이 남았습니다. "
            "그룹은 아직 진행 중인 자식을 취소할 뿐, 이미 끝난 자식이 한 일은 되돌리지 않습니다."
        )
        return
    if max(undone) - min(undone) > 0.15:
        yield (
            "하나를 되돌린 다음에 다음 것을 되돌렸습니다. "
            "서로 기다릴 이유가 없는 일은 그룹 하나에 함께 맡길 수 있습니다."
        )
    hotel = max((call.end for call in run.calls("book") if call.outcome == "raised"), default=0.0)
    if min(undone) < hotel:
        yield "호텔이 실패하기도 전에 되돌렸습니다. 되돌리기는 실패를 안 뒤에 시작합니다."
