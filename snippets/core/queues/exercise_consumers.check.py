"""작업 여덟 개를 동시에 넷까지 처리해야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    handled = run.calls("handle")
    if any(lane.outcome != "returned" for lane in handled):
        yield "처리하던 작업이 도중에 끊겼습니다. 소비자는 `join()`이 돌아온 다음에 취소해야 합니다."
        return
    if len({lane.call for lane in handled}) != 8 or len(handled) != 8:
        yield (
            "작업 여덟 개를 한 번씩 처리해야 합니다. "
            "소비자마다 큐를 따로 만들거나 작업을 복사하지는 않았나요?"
        )
        return
    if run.most_at_once("handle") > 4:
        yield (
            "동시에 다섯 개 이상을 처리했습니다. 작업마다 태스크를 만들면 `maxsize`는 아무것도 막지 못합니다."
        )
    elif run.most_at_once("handle") < 4:
        yield (
            "동시에 넷을 처리하지 못했습니다. "
            "소비자 하나는 `handle()`을 기다리는 동안 다음 작업을 꺼내지 않습니다."
        )
