"""저장하는 동안 다음 쪽을 받되, 한 번에 한 쪽씩 순서대로 해야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    saved = [line.text.strip() for line in run.lines if "저장" in line.text]
    if saved != [f"{number}쪽 저장" for number in range(1, 5)]:
        yield "네 쪽이 순서대로 저장되지 않았습니다. 마지막 쪽까지 건네주고, 차례를 지켰나요?"
        return
    if run.most_at_once("fetch_page") > 1:
        yield "한 번에 두 쪽 넘게 받았습니다. 미리 받기는 쪽을 한꺼번에 받는 것과 다릅니다."
    if run.most_at_once("save") > 1:
        yield "두 쪽을 함께 저장했습니다. 겹칠 것은 받기와 저장이지, 저장과 저장이 아닙니다."
    if run.printed("4쪽 저장")[0] - run.calls("fetch_page")[0].start > 1.5:
        yield (
            "받기와 저장이 겹치지 않았습니다. `async for`는 본문이 끝나야 다음 것을 받으러 갑니다. "
            "누가 저장하는 동안에도 받고 있어야 할까요?"
        )
