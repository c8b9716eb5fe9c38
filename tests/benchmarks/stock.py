"""The chapter under markdown-exec as it comes: each example in MkDocs' own process, one after another."""

from __future__ import annotations

import ast
import re
import subprocess
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from execution.pages import Block
from tests.benchmarks.cost import Cost
from tests.benchmarks.environment import variables
from tests.benchmarks.project_copy import ProjectCopy

OUR_OPTIONS = re.compile(r' (?:timeline|timeout|cores)="[^"]*"')
EXECUTED = re.compile(r' (?:exec|source)="[^"]*"')
PROBE = """
import sys
from markdown_exec._internal.formatters.python import ExecutionError, _run_python
try:
    _run_python(sys.stdin.read())
except ExecutionError:
    print("raised")
else:
    print("returned")
"""
PROBE_SECONDS = 60.0


class Stock:
    """A copy without our hook and our fence options, its examples written so that they run at all.

    `left_out` lists the examples that don't work inside another process even so; their code is shown
    only.
    """

    def __init__(self, folder: Path, python: Path) -> None:
        self.copy = ProjectCopy(folder, python)
        self.copy.set_option("hooks", "")
        blocks = self.copy.blocks()
        for block in blocks:
            if block.snippet:
                (self.copy.snippets / block.snippet).write_text(without_guard(block.code), encoding="utf-8")
        with ThreadPoolExecutor(16) as threads:
            works = list(threads.map(self._works, blocks))
        self.left_out = [block for block, fine in zip(blocks, works, strict=True) if not fine]
        for block in blocks:
            self._strip(block, executed=block not in self.left_out)

    def build(self) -> Cost:
        """There is no cache: every build runs everything."""
        return self.copy.build()

    def _works(self, block: Block) -> bool:
        """Whether `block`, run as markdown-exec runs it, ends as its fence says and lets MkDocs live."""
        try:
            probe = subprocess.run(
                [self.copy.python, "-c", PROBE],
                input=without_guard(block.code),
                cwd=self.copy.folder,
                env=variables(),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=PROBE_SECONDS,
                text=True,
            )
        except subprocess.TimeoutExpired:
            return False
        expected = "raised" if block.options.exit_status else "returned"
        return probe.returncode == 0 and probe.stdout.splitlines()[-1:] == [expected]

    def _strip(self, block: Block, *, executed: bool) -> None:
        page = self.copy.folder / block.page
        lines = page.read_text(encoding="utf-8").split("\n")
        fence = OUR_OPTIONS.sub("", lines[block.line - 1])
        lines[block.line - 1] = fence if executed else EXECUTED.sub("", fence)
        page.write_text("\n".join(lines), encoding="utf-8")


def without_guard(code: str) -> str:
    """`code` with what stands under `if __name__ == "__main__":` moved to the top level."""
    for node in ast.parse(code).body:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "__name__ == '__main__'":
            lines = code.split("\n")
            end = node.body[-1].end_lineno or len(lines)
            body = textwrap.dedent("\n".join(lines[node.lineno : end]))
            return "\n".join([*lines[: node.lineno - 1], body, *lines[end:]])
    return code
