"""파일에 JSON이 담기고, 기다리지 않은 코루틴이 없어야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    shown = [line.text for line in run.lines if line.text.startswith("파일 내용:")]
    if not shown:
        yield "`파일 내용:` 줄이 없습니다. 쓴 파일을 다시 읽어 보여 주세요."
    elif "[1,2,3]" not in "".join(shown[-1].split()):
        yield "파일에서 목록이 돌아오지 않습니다. `json.dump()`가 호출한 `f.write()`는 누가 기다리나요?"
    if "never awaited" in run.output:
        yield "기다리지 않은 코루틴이 아직 있습니다. `write()`를 호출하는 것과 쓰는 것은 다릅니다."
