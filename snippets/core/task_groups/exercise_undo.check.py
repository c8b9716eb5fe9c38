"""실패한 뒤에 남은 예약이 없어야 하고, 되돌리기 둘은 함께 해야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    undone = run.calls("undo")
    if not undone or "남은 예약: 0건" not in run.output:
        yield "예약이 남았습니다. 그룹은 아직 도는 자식을 취소할 뿐, 이미 끝난 자식이 한 일은 되돌리지 않습니다."
    if {lane.outcome for lane in undone} - {"returned"}:
        yield "되돌리다가 끊겼습니다. 실패한 그룹은 새 태스크를 받지 않습니다. 되돌리기는 그 블록을 나온 뒤의 일입니다."
    if len(undone) > 1 and run.most_at_once("undo") < 2:
        yield "하나를 물린 다음에 다음 것을 물렸습니다. 서로 기다릴 이유가 없는 일은 그룹 하나에 함께 맡길 수 있습니다."
    failure = min((lane.end for lane in run.calls("book") if lane.outcome == "raised"), default=0.0)
    if any(lane.start < failure for lane in undone):
        yield "호텔이 실패하기도 전에 물렸습니다. 되돌리기는 실패를 안 뒤에 시작합니다."
