"""Says whether a run did what its fence announced, and tells the author so in a glance."""

from __future__ import annotations

import re
from collections.abc import Iterable

from execution.model import DISK_BYTES, MEMORY_BYTES, OUTPUT_BYTES, PROCESSES, Fault, Run
from execution.pages import Block
from execution.show import predict

PASSED = {
    "output": f"출력이 {OUTPUT_BYTES // 2**10} KiB를 넘었습니다",
    "processes": f"프로세스가 {PROCESSES}개를 넘었습니다",
    "memory": f"모든 프로세스의 메모리가 {MEMORY_BYTES // 2**30} GiB를 넘었습니다",
    "disk": f"임시 디렉터리의 파일이 {DISK_BYTES // 2**20} MiB를 넘었습니다",
}
"""What an author is told about a run that was ended for passing a bound."""
LAST_LINES = 12
"""Lines of output that a report quotes."""


def judge(block: Block, run: Run) -> Fault | None:
    """None if `run` is what `block` announced, else what is wrong with it."""
    message = _wrong(block, run)
    if message is None:
        return None
    # Tracebacks name the deepest call last; at a time limit the stuck line was asked for.
    named = re.findall(rf'File "{re.escape(block.file_name)}", line (\d+)', run.output)
    where = run.detail if run.limit == "timeout" else named[-1] if named else ""
    snippet = f"snippets/{block.snippet}" if block.snippet else f"{block.page}의 코드"
    return Fault(
        page=block.page,
        line=block.line,
        message=message,
        snippet=f"{snippet}:{where}" if where else snippet,
        output=run.output,
        seconds=run.seconds,
    )


def _wrong(block: Block, run: Run) -> str | None:
    if run.limit == "timeout":
        what = "끝까지 실행했지만 남은 스레드가" if run.finished else "코드가"
        return f"{what} 시간제한 {block.options.timeout:g}초 안에 끝나지 않았습니다"
    if run.limit == "leftover":
        return f"끝났지만 프로세스가 남아 있었습니다: {run.detail}"
    if run.limit:
        return PASSED[run.limit]
    announced = block.options.exit_status
    if announced is not None and run.exit_status != announced:
        return f"종료 상태가 {announced}이어야 하는데 {run.exit_status}입니다"
    if announced is None and run.exit_status != 0:
        return f"종료 상태 {run.exit_status}로 끝났습니다"
    if announced is None and not run.finished:
        return '파일 끝에 이르기 전에 종료 상태 0으로 끝났습니다 (뜻한 것이라면 returncode="0")'
    if run.never_called:
        return f"timeline=의 함수가 한 번도 불리지 않았습니다: {', '.join(run.never_called)}"
    return predict.impossible(block.shown, run)


def report(faults: Iterable[Fault]) -> str:
    """All `faults` in the order given, each with its place, its snippet and the last lines of output."""
    parts = []
    for fault in faults:
        took = f" ({fault.seconds:.2f}초)" if fault.seconds is not None else ""
        lines = [f"{fault.page}:{fault.line}: {fault.message}{took}"]
        if fault.snippet:
            lines.append(f"    {fault.snippet}")
        last = fault.output.rstrip("\n").split("\n") if fault.output else []
        if len(last) > LAST_LINES:
            lines.append(f"    | … (앞의 {len(last) - LAST_LINES}줄 생략)")
        lines += [f"    | {_one_line(text)}" for text in last[-LAST_LINES:]]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _one_line(text: str) -> str:
    """Safe for a terminal: no control characters, no endless line."""
    visible = "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
    return visible if len(visible) <= 200 else visible[:200] + " …"
