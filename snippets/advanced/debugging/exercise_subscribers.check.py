"""두 구독자가 1호와 2호를 모두 받아야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    got = [[len(run.printed(f"{name}: {news}")) for name in ("지우", "하늘")] for news in ("1호", "2호")]
    if got[0] != [1, 1]:
        yield "1호부터 제대로 받지 못했습니다. 구독자는 발행하기 전에 기다리고 있어야 합니다."
    elif got[1] == [0, 0]:
        yield (
            "2호를 받은 사람이 없습니다. 우편함과 태스크가 서로를 붙들고 있어도, "
            "둘을 바깥에서 붙드는 것이 없으면 함께 사라집니다."
        )
    elif got[1] != [1, 1]:
        yield "2호를 받지 못한 사람이 있습니다. 변수 하나에는 태스크 하나만 담깁니다."
    if run.printed("Task was destroyed"):
        yield "끝나지 않은 태스크가 버려졌습니다. 끝날 때까지 붙들어 둘 곳은 어디인가요?"
