"""하나가 실패해도 나머지 셋은 끝까지 읽어야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    feeds = run.calls("read_feed")
    if any(lane.outcome == "cancelled" for lane in feeds):
        yield (
            "형제가 취소되었습니다. 그룹은 자식에게서 나온 예외만 봅니다. "
            "예외가 자식 밖으로 나오지 않는다면 어떨까요?"
        )
    news = run.output.rpartition("읽은 소식:")[2]
    if any(f"{name} 소식" not in news for name in ("날씨", "환율", "교통")):
        yield "읽을 수 있는 소식이 빠졌습니다. 자식 하나의 실패와 그룹의 실패는 다른 일입니다."
    if not run.printed("실패"):
        yield "실패를 알리지 않았습니다. 예외를 받는 것과 없던 일로 하는 것은 다릅니다."
    if len(feeds) > 1 and run.most_at_once("read_feed") < 2:
        yield "하나씩 읽었습니다. 실패를 따로 다루려고 동시성을 버릴 필요는 없습니다."
