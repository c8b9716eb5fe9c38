"""진행 상황은 생길 때마다 나와야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    percents = [line.text.strip() for line in run.lines if line.text.strip().endswith("%")]
    if percents != ["25%", "50%", "75%", "100%"]:
        yield "`25%`부터 `100%`까지 네 줄이 차례로 나와야 합니다. 큐에 넣은 것이 모두 `show`에 닿나요?"
        return
    times = [run.printed(percent)[0] for percent in percents]
    if times[-1] - times[0] < 0.4:
        yield "네 줄이 한꺼번에 나왔습니다. 잠든 이벤트 루프는 큐에 무엇이 들어온 것을 어떻게 알까요?"
    if times[-1] > 1.7:
        yield "너무 오래 걸렸습니다. 루프를 깨우려고 시계를 보며 되풀이해 확인하고 있지는 않나요?"
