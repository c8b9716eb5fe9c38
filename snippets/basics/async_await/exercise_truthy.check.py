"""손님은 거부하고 관리자는 허용하며, 그때마다 실제로 물어야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    if len(run.calls("is_admin")) < 3:
        yield "권한을 묻지 않고 넘어간 곳이 있습니다. `is_admin(user)`를 호출만 하면 본문이 실행될까요?"
    if run.printed("삭제 허용: 손님"):
        yield "손님이 글을 지웠습니다. `if`가 보는 것은 정말 `bool`일까요?"
    elif not run.printed("삭제 거부: 손님"):
        yield "손님에게 `삭제 거부: 손님`이라고 알려야 합니다."
    if not run.printed("삭제 허용: 관리자"):
        yield "관리자도 막혔습니다. 조건을 뒤집지 말고, 조건이 보는 값을 바로잡으세요."
