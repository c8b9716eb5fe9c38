"""아홉 요청을 동시에 셋씩 보내야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    most = run.most_at_once("send")
    if len(run.calls("send")) != 9:
        yield "`send`가 아홉 번 호출되지 않았습니다. 제한은 요청을 버리는 것이 아니라 기다리게 하는 것입니다."
    elif most > 3:
        yield "동시에 네 개 이상이 나갔습니다. 세마포어를 요청마다 새로 만들면 누구도 기다릴 일이 없습니다."
    elif most < 3:
        yield "한 번에 세 개까지 보내도 되는데 덜 보냈습니다. 세마포어 대신 락처럼 쓰고 있지는 않나요?"
