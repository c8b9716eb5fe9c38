"""조용해진 연결만 끊고, 나머지 소식을 이어 받아야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    connections = len(run.calls("press"))
    if run.printed("그만둠"):
        yield (
            "조용한 연결을 끝없이 기다렸습니다. 연결이 살아 있으면 예외도 없습니다. "
            "소식이 오지 않는다는 것은 무엇으로 알 수 있을까요?"
        )
    elif connections > 2:
        yield (
            "소식이 잘 오던 연결까지 끊었습니다. 시간제한이 소식 하나가 아니라 "
            "연결 전체를 감싸고 있지 않나요?"
        )
    missing = [number for number in range(1, 10) if len(run.printed(f"소식 {number}")) != 1]
    if missing and not run.printed("그만둠"):
        yield f"한 번씩 받지 못한 소식이 있습니다: {missing}. 다시 이을 때 어디까지 받았는지 말했나요?"
