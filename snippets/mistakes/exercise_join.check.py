"""세 주소를 한 번씩 받고 join()이 돌아와야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    if run.printed("돌아오지 않음") or not run.printed("모두 끝남"):
        yield "`join()`은 `get()`으로 꺼낸 수만큼 `task_done()`을 기다립니다. 건너뛴 작업은 세었나요?"
    for url in ("/a", "/b", "/c"):
        got = len(run.printed(f"{url}: 받음"))
        if got == 0:
            yield f"{url}을 받지 않았습니다. 세기만 하고 일은 하지 않은 것은 아닌가요?"
        elif got > 1:
            yield f"{url}을 두 번 받았습니다. 건너뛰는 것은 그대로 두고, 세는 것만 고치세요."
