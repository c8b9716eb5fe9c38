"""세 파일을 여는 시간이 겹치고, 내용은 넘긴 순서대로 나와야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    if len(run.calls("slow_opener")) < 3:
        yield "`slow_opener`가 세 번 호출되지 않았습니다. 느린 디스크에서 세 파일을 모두 열어야 합니다."
    elif run.most_at_once("slow_opener") < 3:
        yield (
            "파일을 하나씩 열었습니다. `gather()`는 `read`가 `await`에서 제어권을 넘겨야 겹칩니다. "
            "`read`에 그런 `await`가 있나요?"
        )
    places = [run.output.find(f"{name}의 내용") for name in ("a.txt", "b.txt", "c.txt")]
    if -1 in places or places != sorted(places):
        yield "세 파일의 내용이 넘긴 순서대로 나오지 않았습니다. `gather()`의 결과를 그대로 보여 주세요."
