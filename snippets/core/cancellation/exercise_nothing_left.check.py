"""어느 await에서 취소되어도 남는 것이 없고, 취소는 취소로 끝나야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    rows = [line.text for line in run.lines if "남은 것:" in line.text]
    places = [row.split()[0] for row in rows]
    if not {"connect", "upload", "close", "-"} <= set(places):
        yield "표에 빠진 줄이 있습니다. `post`는 연결하고, 올리고, 닫기를 모두 해야 합니다."
    left = {place for place, row in zip(places, rows, strict=True) if "남은 것: 없음" not in row}
    if "connect" in left:
        yield "연결을 기다리는 동안에도 취소됩니다. 그때 정리할 `try`에는 이미 들어가 있나요?"
    if "close" in left:
        yield "정리하는 `await`도 취소됩니다. 정리를 끊기지 않는 태스크로 만들어 붙들어 두었나요?"
    if left - {"connect", "close"}:
        yield "일하는 동안 취소되면 정리하지 않고 떠납니다. 어떻게 끝나든 정리로 가는 길은 `finally`입니다."
    if any(place != "-" and "cancelled=True" not in row for place, row in zip(places, rows, strict=True)):
        yield "취소되고도 끝까지 마친 것처럼 보입니다. 정리는 취소를 삼킬 이유가 되지 않습니다."
