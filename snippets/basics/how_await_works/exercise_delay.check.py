"""Delay는 제시간에 끝나되, 기다리는 동안 제어권을 넘기고 쉬어야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    begun, beats, ended = (run.printed(text) for text in ("기다림 시작", "신호", "기다림 끝"))
    if not begun or not ended:
        yield "기다림이 끝나지 않았습니다. 퓨처는 `yield from`으로 기다리고, 누군가는 채워야 합니다."
        return
    if ended[0] - begun[0] < 0.4:
        yield "0.5초보다 일찍 돌아왔습니다. `yield`는 멈추기만 합니다: 언제 깨울지는 누가 정하나요?"
    elif not beats or beats[0] > ended[0]:
        yield (
            "기다림이 끝날 때까지 신호가 하나도 오지 않았습니다. "
            "`await`를 붙인다고 블로킹이 사라지지는 않습니다. "
            "기다리기 전에 `yield`가 올라가야 제어권이 넘어갑니다."
        )
    if any(len(lane.active) > 20 for lane in run.calls("wait_for_delay")):
        yield "쉬지 않고 깨어나 시각을 확인했습니다. 계속 묻지 말고, 벨이 울릴 때까지 쉬게 하세요."
    if not run.printed("기다림 끝: 0.5초"):
        yield "`await`의 값이 0.5가 아닙니다. `yield`가 내보낸 값이 아니라 `return`한 값이 나옵니다."
