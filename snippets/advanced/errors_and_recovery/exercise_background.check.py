"""실패는 발생한 때 알려지고, 취소는 실패가 아니며, 끝난 태스크는 남지 않아야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    failures = run.printed("실패: ")
    decided = run.printed("제주는 보내지 않기로 함")
    if not failures:
        yield "부산의 실패를 아무도 모릅니다. 태스크에 담긴 예외는 누가, 언제 꺼내 보나요?"
    elif not decided or failures[0] >= decided[0]:
        yield "실패가 늦게 알려졌습니다. 태스크가 끝난 바로 그때 호출되는 것이 있습니다."
    if len(failures) > 1:
        yield "실패는 하나뿐입니다. 취소된 태스크를 실패한 태스크로 세지는 않나요?"
    if run.printed("Exception in callback"):
        yield "콜백에서 예외가 발생했습니다. 취소된 태스크에 `exception()`을 물으면 무엇이 나올까요?"
    if run.printed("never retrieved"):
        yield "태스크의 예외를 아무도 꺼내지 않았습니다. 알리는 코드가 실패한 태스크에도 닿나요?"
    if not run.printed("서울: 보냄"):
        yield "하나가 실패했다고 다른 메일까지 멈추면 안 됩니다. 서울은 보내야 합니다."
    if run.printed("제주: 보냄"):
        yield "제주는 취소되어야 합니다. 취소를 삼키지는 않았나요?"
    if not run.printed("남은 태스크 0개"):
        yield "끝난 태스크가 집합에 남아 있습니다. 실패하거나 취소된 태스크도 빼야 합니다."
