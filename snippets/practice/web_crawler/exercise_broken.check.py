"""깨진 쪽이 있어도 나머지를 모두 읽고 스스로 끝나야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    if "남은 작업자 0명" in run.output:
        yield "작업자가 모두 사라졌습니다. 태스크는 예외가 밖으로 나가면 끝납니다. 반복문 안에서 받았나요?"
    elif not run.printed("끝까지 읽음"):
        yield "`join()`이 끝나지 않았습니다. 실패한 주소도 꺼낸 주소입니다. `task_done()`은 언제 호출되나요?"
    for path in ("/news/2", "/news/5"):
        if len(run.printed(f"실패: {path}")) != 1:
            yield f"{path}의 실패가 조용히 사라졌습니다. `실패: {path}`로 시작하는 줄을 하나 남기세요."
    if not run.printed("받은 쪽: / /news/1 /news/3 /news/4 /news/6 /news/7"):
        yield "깨지지 않은 쪽은 모두 한 번씩 받아야 합니다. 실패한 작업자가 맡았을 주소는 누가 받나요?"
