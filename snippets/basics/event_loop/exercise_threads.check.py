"""신호는 제때 나오고, 보고서 셋은 다른 스레드에서 함께 읽어야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    reports = run.calls("read_report")
    if len({lane.call for lane in reports}) < 3:
        yield "보고서 셋을 모두 읽어야 합니다. `read_report`를 세 이름으로 호출하세요."
        return
    if any(not lane.thread for lane in reports):
        yield "`read_report`가 이벤트 루프의 스레드를 차지했습니다. `async def` 안이어도 블로킹입니다."
    elif run.most_at_once("read_report") < 3:
        yield "한 번에 하나씩 읽었습니다. 스레드에 맡겨도 한 줄씩 `await`하면 차례로 기다립니다."
    signals = run.printed("신호")
    if len(signals) < 3:
        yield "신호 세 번이 모두 나와야 합니다. `heartbeat`도 끝까지 기다리고 있나요?"
    elif signals[0] > max(lane.end for lane in reports):
        yield "첫 신호가 보고서를 다 읽은 뒤에야 나왔습니다. 그동안 이벤트 루프가 멈춰 있었습니다."
