"""Counts lines of code, module by module: no blank lines, no comments, no docstrings.

.venv/bin/python tests/benchmarks/lines.py execution
"""

from __future__ import annotations

import ast
import sys
import tokenize
from pathlib import Path

SKIPPED = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
SKIPPED |= {tokenize.ENCODING, tokenize.ENDMARKER}


def code_lines(path: Path) -> int:
    """How many lines of the module at `path` hold code."""
    with path.open("rb") as file:
        tokens = [token for token in tokenize.tokenize(file.readline) if token.type not in SKIPPED]
    lines = {number for token in tokens for number in range(token.start[0], token.end[0] + 1)}
    for node in ast.walk(ast.parse(path.read_bytes())):
        # Strings by themselves are documentation, also those below an attribute or a constant.
        if isinstance(node, ast.Expr) and isinstance(getattr(node.value, "value", None), str):
            lines -= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return len(lines)


def main() -> None:
    counts = {path: code_lines(path) for path in sorted(Path(sys.argv[1]).rglob("*.py"))}
    for path, count in counts.items():
        print(f"{count:6} {path}")
    print(f"{sum(counts.values()):6} in all")


if __name__ == "__main__":
    main()
