"""기다림 넷이 겹치고 루프가 멈추지 않아야 한다."""

import re
from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    took = re.search(r"걸린 시간: ([\d.]+)초", run.output)
    stopped = re.search(r"루프가 멈춘 시간: ([\d.]+)초", run.output)
    if not (run.printed("보고서: 매출 수치, 재고 수치, 방문 수치") and took and stopped):
        yield "보고서와 두 시간이 모두 나와야 합니다. 수치의 순서는 처음과 같아야 합니다."
        return
    if float(stopped[1]) > 0.35:
        yield "루프가 여전히 멈춥니다. 기다리는 것처럼 보여도 스레드를 차지하는 함수가 있습니다."
    if float(took[1]) > 0.9:
        yield "기다림이 아직 차례로 이어집니다. 서로 기다릴 이유가 없는 것은 함께 시작할 수 있습니다."
