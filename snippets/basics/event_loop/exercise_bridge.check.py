"""성공은 값으로, 실패는 예외로, 답이 온 바로 그때 나와야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    calls = {lane.call: lane for lane in run.calls("fetch_user_async")}
    if not run.calls("fetch_user"):
        yield "`fetch_user`를 호출하지 않았습니다. 라이브러리는 그대로 두고 감싸기만 하세요."
    if not run.printed("사용자 정보: User123"):
        yield "답이 오기 전에 돌아왔습니다. 콜백은 `return`보다 늦게 옵니다. 무엇을 `await`해야 할까요?"
    failed = calls.get("fetch_user_async(-1)")
    if failed is None or failed.outcome != "raised":
        yield "실패가 예외로 나오지 않았습니다. 콜백이 받은 예외를 `await`하는 쪽에 어떻게 건넬까요?"
    elif not run.printed("실패: 없는 사용자입니다"):
        yield "라이브러리가 준 `ValueError`가 아닙니다. 콜백이 받은 예외를 그대로 건네세요."
    if any(lane.end - lane.start > 1.0 for lane in calls.values()):
        yield "답이 온 뒤에도 한참 기다렸습니다. 시간을 어림잡지 말고, 답이 온 순간 깨어나게 하세요."
