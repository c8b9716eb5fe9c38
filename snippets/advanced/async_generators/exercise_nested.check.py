"""연결이 블록을 나오기 전에 닫혀야 하고, 읽은 것은 첫 번호 하나여야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    found, closed, after = run.printed("첫 번호: 1"), run.printed("연결 닫힘"), run.printed("블록 다음 줄")
    if not (found and closed and after):
        yield "`첫 번호: 1`, `연결 닫힘`, `블록 다음 줄`이 모두 나와야 합니다."
        return
    order = [line.text.strip() for line in run.lines]
    if order.index("연결 닫힘") > order.index("블록 다음 줄"):
        yield (
            "연결이 블록을 나온 뒤에 닫혔습니다. 바깥 제너레이터를 닫아도 "
            "그 안의 `async for`가 돌던 제너레이터까지 닫히지는 않습니다."
        )
    if closed[0] > found[0] + 0.25:
        yield "첫 번호를 찾고도 남은 줄을 끝까지 읽었습니다. 다 읽지 않고도 닫을 수 있습니다."
