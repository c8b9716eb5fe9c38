"""이벤트 루프가 답을 만들 수 있어야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    if run.printed("다른 이벤트 루프"):
        yield "새 이벤트 루프를 만들었습니다. 연결을 연 루프에서 실행하려면 어디에 부탁해야 할까요?"
    elif run.printed("(모름)"):
        yield "답을 기다리는 동안 아무도 답을 만들지 못했습니다. `lookup`은 어느 스레드에서 기다리고 있나요?"
    elif not run.printed("회원1 님이 회원2 님에게"):
        yield "두 회원의 이름이 모두 들어가야 합니다. `render`가 돌려준 것을 출력했나요?"
    fetches = run.calls("fetch")
    if any(lane.thread for lane in fetches):
        yield "`fetch`가 다른 스레드에서 실행되었습니다. 옮길 것은 코루틴이 아니라 기다리는 쪽입니다."
