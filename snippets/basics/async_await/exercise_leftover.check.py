"""두 태스크가 함께 실행되어 둘 다 끝난 다음에 main이 끝나야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    calls = run.calls("background_task")
    if len(calls) < 2:
        yield "`A`와 `B`를 둘 다 실행해야 합니다."
        return
    if any(lane.outcome != "returned" for lane in calls):
        yield "끝나지 못한 태스크가 있습니다. `main`이 끝난 뒤에도 태스크가 살아 있을까요?"
    elif run.most_at_once("background_task") < 2:
        yield "하나씩 실행했습니다. 첫 `await`가 두 번째 태스크를 만들기 전에 있지는 않나요?"
    ends = run.printed("main 끝")
    if not ends:
        yield "마지막에 `main 끝`을 출력해야 합니다."
    elif ends[0] < max(lane.end for lane in calls) - 0.05:
        yield "`main 끝`이 너무 일찍 나왔습니다. 두 태스크를 모두 기다린 다음 줄에 두세요."
