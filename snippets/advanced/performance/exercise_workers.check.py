"""태스크는 스무 개 남짓, 결과는 순서대로, 걸린 시간은 그대로여야 한다."""

import re
from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    took = re.search(r"걸린 시간: ([\d.]+)초", run.output)
    most = re.search(r"가장 많을 때의 태스크: (\d+)개", run.output)
    if not (took and most and run.printed("결과가 순서대로:")):
        yield "세 줄이 모두 나와야 합니다."
        return
    if int(most[1]) > 30:
        yield "일마다 태스크를 만들었습니다. 세마포어는 일을 제한할 뿐 태스크의 수를 줄이지 않습니다."
    if run.printed("결과가 순서대로: False"):
        yield "결과의 순서가 다릅니다. 끝나는 차례는 번호의 차례와 다릅니다."
    if float(took[1]) > 2:
        yield "한 번에 하나씩 보냈습니다. 태스크를 줄이되, 함께 일하는 수는 그대로 두어야 합니다."
