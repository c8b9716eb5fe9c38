"""Committed outputs: what a page shows may change only together with a file that a reviewer sees.

Durations, addresses and large numbers differ from run to run; in a snapshot a `#` stands for each.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path

from execution.model import Run
from execution.pages import Block

VARIES = re.compile(r"0x[0-9a-f]+|\d+(,\d{3})*\.\d+|\d{1,3}(,\d{3})+|\d{3,}|\d+(?=[µm]s\b)")


def snapshot(run: Run) -> str:
    """What `run` printed, line by line, with the stream named where it is stderr."""
    lines = [("2> " if line.stream == "stderr" else "") + line.text for line in run.lines]
    return VARIES.sub("#", "".join(lines).rstrip("\n") + "\n")


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
