"""세 손님 모두 실패를 듣고, 서버에는 한 번만 물어야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    if run.printed("아직 기다림"):
        yield (
            "아직 기다리는 손님이 있습니다. 답이 오지 않는 길은 성공 말고도 있습니다. "
            "그때 퓨처는 누가 채우나요?"
        )
    elif any(len(run.printed(f"{name}: 실패")) != 1 for name in "ABC"):
        yield "실패를 듣지 못한 손님이 있습니다. 실패도 답이므로 기다리는 모두에게 전해야 합니다."
    if len(run.calls("fetch_rate")) > 1:
        yield "서버에 여러 번 물었습니다. 따로 물으면 멈추지 않지만, 답을 함께 기다리게 한 뜻이 사라집니다."
