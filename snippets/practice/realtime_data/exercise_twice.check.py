"""일곱 소식을 하나도 빠짐없이, 한 번씩 저장해야 한다."""

import re
from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    found = re.search(r"저장한 소식: ([\d ]+)", run.output)
    if not found:
        yield "마지막 줄 `저장한 소식:`이 나와야 합니다."
        return
    stored = [int(number) for number in found[1].split()]
    if len(set(stored)) < len(stored):
        yield (
            "같은 소식을 두 번 저장했습니다. 서버는 어디까지 닿았는지 몰라 다시 보냅니다. "
            "받는 쪽에서 알아볼 수는 없을까요?"
        )
    if missing := set(range(1, 8)) - set(stored):
        yield f"저장하지 못한 소식이 있습니다: {sorted(missing)}. 온 소식을 개수만큼 건너뛰지는 않았나요?"
    if len(run.calls("press")) < 3:
        yield "연결은 두 번 끊겨야 합니다. 서버는 그대로 두세요."
