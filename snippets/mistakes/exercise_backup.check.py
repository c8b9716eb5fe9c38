"""둘을 올리고, 하나의 실패를 알리고, 그다음에 끝나야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    done = run.printed("백업 끝")
    uploaded = [time for name in ("문서", "음악") for time in run.printed(f"{name}: 올림")]
    if len(uploaded) < 2:
        yield "올라가지 않은 것이 있습니다. 시작한 태스크를 끝까지 기다리나요, 시간을 어림하나요?"
    if not run.printed("실패: 사진"):
        yield "사진의 실패가 알려지지 않았습니다. 그 예외는 어디로 갔을까요?"
    if "never retrieved" in run.output or "Traceback" in run.output:
        yield "받지 않은 예외가 있습니다. `await`한 곳에서 받아 `실패: `로 알려 주세요."
    if not done:
        yield "`백업 끝`이 없습니다. 하나가 실패해도 나머지를 올리고 끝까지 가야 합니다."
    elif uploaded and max(uploaded) > done[0]:
        yield "다 올리기 전에 끝났다고 했습니다. `back_up`이 기다리지 않고 돌아온 것은 아닌가요?"
    if run.most_at_once("upload") < 2:
        yield "하나씩 차례로 올렸습니다. 모두 시작한 다음에 기다리세요."
