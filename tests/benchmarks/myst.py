"""The chapter as a Sphinx site: MyST-NB runs each page as a notebook, jupyter-cache keeps the outputs."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from execution.pages import Block
from tests.benchmarks.cost import CommandFailed, Cost, spend
from tests.benchmarks.environment import variables
from tests.benchmarks.project_copy import ProjectCopy

TRIES = 3
CONFIGURATION = """
project = "examples"
language = "ko"
extensions = ["myst_nb"]
nb_execution_mode = "cache"
nb_execution_cache_path = "{cache}"
nb_execution_timeout = 60
nb_execution_allow_errors = True  # or one failing cell would keep its whole page from being cached
"""
NOTEBOOK = """\
---
file_format: mystnb
kernelspec:
  name: python3
---
"""
CONTENTS = """
```{toctree}
:glob:
*
*/*
```
"""
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
OPENING = re.compile(r"[ \t]*(?:`{3,}|~{3,})")
FOLD = re.compile(r'(?:!!!|\?\?\?\+?|===)[ \t]+(?:[\w-]+[ \t]*)?(?:"(.*)")?$')


@dataclass(frozen=True, slots=True)
class Cells:
    """What became of the examples: cells run, those of them that failed, pages that gave no notebook."""

    run: int
    failed: int
    lost_pages: int


class Myst:
    """A Sphinx project made of the pages of `copy`, in its folder."""

    def __init__(self, copy: ProjectCopy) -> None:
        self.copy, self.folder = copy, copy.folder / "sphinx"
        self.source, self.cache = self.folder / "source", self.folder / "cache"
        blocks = copy.blocks()
        self.notebooks = len({block.page for block in blocks})
        for page in copy.docs.rglob("*.md"):
            name = page.relative_to(copy.folder).as_posix()
            here = iter([block for block in blocks if block.page == name])
            target = self.source / page.relative_to(copy.docs)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(as_notebook(page.read_text(encoding="utf-8"), here), encoding="utf-8")
        with (self.source / "index.md").open("a", encoding="utf-8") as index:
            index.write(CONTENTS)
        configuration = CONFIGURATION.format(cache=self.cache)
        (self.source / "conf.py").write_text(configuration, encoding="utf-8")

    def build_without_running(self) -> Cost:
        """Build with execution switched off."""
        return self._build_anew("-D", "nb_execution_mode=off")

    def build_cold(self) -> Cost:
        """Build with no output kept. Now and then a kernel doesn't start; such a build doesn't count."""
        tries = TRIES
        while True:
            shutil.rmtree(self.cache, ignore_errors=True)
            made = (
                "import sys; from jupyter_cache import get_cache; get_cache(sys.argv[1]).list_cache_records()"
            )
            subprocess.run([self.copy.python, "-c", made, self.cache], check=True)
            try:
                return self._build_anew()
            except CommandFailed as error:
                tries -= 1
                if not tries or "Kernel didn't respond" not in str(error):
                    raise

    def build_warm(self) -> Cost:
        """Build all pages anew from the kept outputs, as every build of the other two does."""
        return self._build_anew()

    def build_unchanged(self) -> Cost:
        """Build once more in place: Sphinx sees that nothing has changed."""
        return self._build()

    def cells(self) -> Cells:
        """What the last cold build ran."""
        notebooks = [json.loads(file.read_bytes()) for file in self.cache.glob("executed/*/*.ipynb")]
        cells = [cell for notebook in notebooks for cell in notebook["cells"] if cell["cell_type"] == "code"]
        failed = [c for c in cells if any(o["output_type"] == "error" for o in c["outputs"])]
        return Cells(len(cells), len(failed), self.notebooks - len(notebooks))

    def _build_anew(self, *options: str) -> Cost:
        for name in ("site", "doctrees"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        return self._build(*options)

    def _build(self, *options: str) -> Cost:
        own = {
            name: str(self.folder / "jupyter" / name)
            for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
        }
        sphinx: list[str | Path] = [
            self.copy.python,
            "-m",
            "sphinx",
            "-Q",
            "-j",
            "auto",
            "-d",
            "doctrees",
            *options,
        ]
        return spend([*sphinx, "source", "site"], cwd=self.folder, environment=variables(**own))


def as_notebook(text: str, blocks: Iterator[Block]) -> str:
    """A page of ours as MyST-NB reads it; `blocks` are the executed fences of the page in order.

    Only cells at the top level are run, so admonitions and folds give their content to the page.
    """
    lines = iter(FRONT_MATTER.sub("", text).split("\n"))
    result: list[str] = []
    for line in lines:
        opening = OPENING.match(line)
        if opening and 'exec="on"' in line:
            while next(lines).rstrip() != opening[0]:
                pass
            result += ["```{code-cell}", with_top_level_await(next(blocks).code).rstrip("\n"), "```"]
        elif fold := FOLD.fullmatch(line.strip()):
            result += [f"**{fold[1] or ''}**", ""]
        else:
            result.append(line.strip() if line.startswith("    ") else line)
    has_cells = "```{code-cell}" in result
    return (NOTEBOOK if has_cells else "") + "\n".join(result)


def with_top_level_await(code: str) -> str:
    """`code` with `asyncio.run(x)` outside of functions as `await x`: a kernel has a running loop already.

    Inside a plain function nothing can be done; such a cell fails.
    """
    source = code.encode()
    starts = [0]
    for line in source.split(b"\n"):
        starts.append(starts[-1] + len(line) + 1)
    calls = sorted(_run_calls(ast.parse(code)), key=lambda call: (call.lineno, call.col_offset), reverse=True)
    for call in calls:
        start = starts[call.lineno - 1] + call.col_offset
        end = starts[(call.end_lineno or call.lineno) - 1] + (call.end_col_offset or 0)
        source = source[:start] + f"(await {ast.unparse(call.args[0])})".encode() + source[end:]
    return source.decode()


def _run_calls(node: ast.AST) -> Iterator[ast.Call]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            continue
        if isinstance(child, ast.Call) and ast.unparse(child.func) == "asyncio.run" and child.args:
            yield child
        else:
            yield from _run_calls(child)
