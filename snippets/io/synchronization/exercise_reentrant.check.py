"""입금과 이자가 하나씩 적히고, 이자는 입금된 잔액으로 계산되어야 한다."""

import re
from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    if run.most_at_once("write") > 1:
        yield "두 쓰기가 겹쳤습니다. 락을 없애면 막히지는 않지만, 나중에 쓴 쪽이 먼저 쓴 것을 덮습니다."
    elif "시간 초과" in run.output:
        yield "아직 막힙니다. `asyncio.Lock`은 누가 쥐었는지 모르므로, 쥔 태스크가 다시 쥐려 해도 기다립니다."
    elif not re.search(r"잔액: 1,?650원", run.output):
        yield (
            "`잔액: 1650원`이 아닙니다. 이자를 계산한 잔액이 쓰기 전에 낡지 않았나요? "
            "읽기부터 쓰기까지 모두 락 안에 있어야 합니다."
        )
