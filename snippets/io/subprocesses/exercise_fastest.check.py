"""가장 빠른 답만 남고, 취소한 프로그램은 아무 일도 하지 않아야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    if "가장 빠른 것: 서울의 답" not in run.output:
        yield "가장 빠른 답은 서울입니다. 세 프로그램을 함께 시작하고, 먼저 끝난 것의 출력을 보여 주세요."
    if run.printed("부산: 결과를 저장함") or run.printed("제주: 결과를 저장함"):
        yield "취소한 뒤에도 프로그램이 일을 마쳤습니다. 취소된 것은 기다림이지 프로세스가 아닙니다."
