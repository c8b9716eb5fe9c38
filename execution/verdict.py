"""Says whether a run did what its fence announced, and tells the author so in a glance."""

from __future__ import annotations

import re
from collections.abc import Iterable

from execution.model import Fault, Run
from execution.pages import Block
from execution.process.launch import OUTPUT_BYTES
from execution.show import predict

LAST_LINES = 12
"""Lines of output that a report quotes."""


def judge(block: Block, run: Run) -> Fault | None:
    """None if `run` is what `block` announced, else what is wrong with it."""
    message = _wrong(block, run)
    if message is None:
        return None
    # Tracebacks name the deepest call last; at a time limit the stuck line was asked for.
    named = re.findall(rf'File "{re.escape(block.file_name)}", line (\d+)', run.output)
    where = run.remark if run.stop == "timeout" else named[-1] if named else ""
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
    if run.stop == "timeout":
        what = "끝까지 실행했지만 남은 스레드가" if run.finished else "코드가"
        return f"{what} 시간제한 {block.timeout:g}초 안에 끝나지 않았습니다"
    if run.stop == "output":
        return f"출력이 {OUTPUT_BYTES // 1024} KiB를 넘었습니다"
    if run.stop == "leftover":
        return f"끝났지만 프로세스가 남아 있었습니다: {run.remark}"
    if block.returncode is not None and run.exit_status != block.returncode:
        return f"종료 상태가 {block.returncode}이어야 하는데 {run.exit_status}입니다"
    if block.returncode is None and run.exit_status != 0:
        return f"종료 상태 {run.exit_status}로 끝났습니다"
    if block.returncode is None and not run.finished:
        return '파일 끝에 이르기 전에 종료 상태 0으로 끝났습니다 (뜻한 것이라면 returncode="0")'
    if run.silent:
        return f"timeline=의 함수가 한 번도 불리지 않았습니다: {', '.join(run.silent)}"
    return predict.impossible(block.options, run)


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
