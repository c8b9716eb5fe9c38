"""A page as Markdown for machines: its text with each example's code and what that really printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from execution.model import Run
from execution.pages import Block
from execution.show.timeline import describe

FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n+", re.DOTALL)
ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]+(?:[#.]|step=)[^}\n]*\}")
LAYOUT = re.compile(r"</?(?:div|figure|figcaption)\b[^>\n]*>")
FENCE = re.compile(r"^([>\s]*)(`{3,}|~{3,})")
DRAWING = re.compile(r"<svg\b[^>]*?aria-label=\"([^\"]*)\".*?</svg>", re.DOTALL)
BOX = re.compile(r"""( *)(?:!!!|\?\?\?\+?|===) ?\S* ?"([^"]*)"$""")


def plain(text: str, blocks: Iterable[tuple[Block, Run | None]], address: str) -> str:
    """The page with this `text`. Its links to other pages stay: those lie beside it as Markdown, too."""
    lines, whole = text.replace("\r\n", "\n").split("\n"), []
    after = 0
    for block, run in blocks:
        begin = block.line - 1
        whole.append(_prose("\n".join(lines[after:begin])))
        after = _end_of_fence(lines, begin)
        indent = (FENCE.match(lines[begin]) or [""] * 2)[1]
        whole.append("\n".join(f"{indent}{line}".rstrip() for line in _example(block, run).split("\n")))
    whole.append(_prose("\n".join(lines[after:])))
    heading, _, rest = FRONT_MATTER.sub("", "\n".join(whole)).lstrip("\n").partition("\n")
    rest = "\n".join(_without_boxes(rest.split("\n"))).replace("](#run-", f"]({address}#run-")
    return f"{heading}\n\n<{address}>\n{rest.rstrip()}\n"


def _prose(text: str) -> str:
    """Without what only means something to the builder of the site."""
    text = LAYOUT.sub("", DRAWING.sub(r"(그림: \1)", text))
    return re.sub(r"\n\s*\n\s*\n", "\n\n", ATTRIBUTES.sub("", text))


def _without_boxes(lines: list[str]) -> Iterator[str]:
    """A box of the theme as its title in bold, with what was in it no longer indented."""
    inside: list[int] = []  # how far the contents of each box around are indented
    for line in lines:
        indent = len(line) - len(line.lstrip())
        while line.strip() and inside and indent < inside[-1]:
            inside.pop()
        line = line[4 * len(inside) :]
        if box := BOX.match(line):
            inside.append(indent + 4)
            line = f"{box[1]}**{box[2]}**"
        yield line


def _end_of_fence(lines: list[str], begin: int) -> int:
    opened = FENCE.match(lines[begin])
    assert opened, lines[begin]
    for number in range(begin + 1, len(lines)):
        closed = FENCE.match(lines[number])
        if closed and closed[2].startswith(opened[2]) and not lines[number].strip("> \t").strip(opened[2][0]):
            return number + 1
    return len(lines)


def _example(block: Block, run: Run | None) -> str:
    shown = [f"`{block.file_name}`:", "", _fenced(block.code, "python")]
    if run is None:
        return "\n".join([*shown, "", "(이 사이트를 만든 컴퓨터에는 이 예제를 실행할 파이썬이 없었습니다.)"])
    status = f", 종료 상태 {run.exit_status}" if run.exit_status else ""
    shown += ["", f"실행 결과 (Python {run.python}, {run.seconds:.2f}초{status}):", ""]
    shown += [_fenced(run.output, "text")] if run.output else ["출력이 없습니다."]
    if run.lanes:
        shown += ["", "호출마다 걸린 시간:", "", *(f"- {describe(lane)}" for lane in run.lanes)]
    return "\n".join(shown)


def _fenced(text: str, language: str) -> str:
    longest = max((len(ticks) for ticks in re.findall(r"^\s*(`{3,})", text, re.MULTILINE)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text.rstrip(chr(10))}\n{fence}"
