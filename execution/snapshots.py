"""Committed outputs: what a page shows may change only together with a file that a reviewer sees.

What differs from run to run, and from one Python to the next, stands in a snapshot as `#` or not at all.
"""

from __future__ import annotations

import difflib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from execution.model import Run

if TYPE_CHECKING:
    from execution.pages import Block

VARIES = re.compile(
    r"0x[0-9a-f]+"  # an address
    r"|\d[\d,]*\.\d+(?=[가-힣%]|\s?(?:[nµm]?s\b|seconds\b|[KMG]i?B\b))"  # measured: a fraction with a unit
    # measured: in a small unit or a large one
    r"|(?<![\d.])\d[\d,]*(?=\s?(?:[nµm]s\b|밀리초|마이크로초|바이트|[KMG]i?B\b))"
)
"""Other numbers are results like any other: an order, a count, an id."""
LIBRARY_FRAME = re.compile(r'^((?:2> )?[ |]*) {2}File "…/.*\n(?:\1 {4}.*\n)*', re.MULTILINE)
"""A frame of the standard library in a traceback, with its source: another version has others."""
CARETS = re.compile(r"^(?:2> )?[ |]+[~^][ ~^]*\n", re.MULTILINE)
"""The marks below a line of a traceback, which each version draws its own way."""
WHOLE_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def snapshot(run: Run) -> str:
    """What `run` printed, line by line, with the stream named where it is stderr."""
    text, before = "", ""
    for line in run.lines:
        if text and not text.endswith("\n") and line.stream != before:
            text += "\n"
        if line.stream == "stderr" and (not text or text.endswith("\n")):
            text += "2> "
        text += line.text
        before = line.stream
    return "".join(line.text for line in _kept(text.rstrip("\n") + "\n"))


def unlike(recorded: Sequence[str], lines: Sequence[str]) -> tuple[list[int], int]:
    """The numbers of `lines` that were not `recorded`, and how many are missing, by what a snapshot keeps.

    Either may hold a line in pieces, which are compared as the whole that they are.
    """
    before, now = _kept("".join(recorded)), _kept("".join(lines))
    texts = [line.text for line in before], [line.text for line in now]
    changes = difflib.SequenceMatcher(None, *texts, autojunk=False).get_opcodes()
    other = [line for kind, _, _, start, end in changes if kind != "equal" for line in now[start:end]]
    ends = list(accumulate(map(len, lines)))
    numbers = {
        number
        for line in other
        for number in range(bisect_right(ends, line.start), bisect_left(ends, line.end) + 1)
    }
    return sorted(numbers), sum(end - start for kind, start, end, _, _ in changes if kind == "delete")


class _Line(NamedTuple):
    """A line that stood between `start` and `end`, without what varies."""

    start: int
    end: int
    text: str


def _kept(text: str) -> list[_Line]:
    """The lines of `text` that a snapshot keeps."""
    passed = [found.span() for pattern in (LIBRARY_FRAME, CARETS) for found in pattern.finditer(text)]
    return [
        _Line(*line.span(), VARIES.sub("#", line[0]))
        for line in WHOLE_LINE.finditer(text)
        if not any(begin <= line.start() < end for begin, end in passed)
    ]


def difference(block: Block, run: Run, folder: Path, *, update: bool = False) -> str:
    """How `run` differs from the snapshot kept under `folder`, as a unified diff; empty if it doesn't.

    With `update` the snapshot is written anew instead. Blocks without a snippet file have none.
    """
    if block.snippet is None:
        return ""
    path = folder / Path(block.snippet).with_suffix(".txt")
    new = snapshot(run)
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(new, encoding="utf-8")
        return ""
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), path.name, "이번 실행", lineterm="")
    return "\n".join(lines)
