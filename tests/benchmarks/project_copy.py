"""A copy of the project to build and to edit at will, with runs of its own."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import msgspec

from execution.model import Run
from execution.pages import Block, PageReader
from tests.benchmarks.cost import Cost, spend
from tests.benchmarks.environment import ROOT, variables

COPIED = ("execution", "docs", "snippets", "mkdocs.yml")


class ProjectCopy:
    """What a build needs of the project, copied to `folder`; `python` builds it."""

    def __init__(self, folder: Path, python: Path) -> None:
        self.folder, self.python = folder, python
        self.docs, self.snippets = folder / "docs", folder / "snippets"
        self.runs = folder / "runs"
        folder.mkdir()
        for name in COPIED:
            source, copy = ROOT / name, folder / name
            if source.is_dir():
                shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
            elif source.exists():
                shutil.copy(source, copy)
        subprocess.run([python, "-m", "compileall", "-q", folder / "execution"], check=True)

    @property
    def command(self) -> list[str | Path]:
        """Builds the site. Not strictly: whether the navigation is complete is no matter here."""
        return [self.python, "-m", "mkdocs", "build", "-q", "--no-strict", "-d", self.folder / "site"]

    def build(self, **added: str) -> Cost:
        """Build the whole site, with `added` environment variables, and measure it."""
        shutil.rmtree(self.folder / "site", ignore_errors=True)
        environment = variables(EXECUTION_CACHE=str(self.runs), **added)
        return spend(self.command, cwd=self.folder, environment=environment)

    def build_without_running(self) -> Cost:
        """Build with execution switched off."""
        return self.build(EXECUTION="off")

    def build_cold(self) -> Cost:
        """Build with no run kept."""
        shutil.rmtree(self.runs, ignore_errors=True)
        return self.build()

    def blocks(self) -> list[Block]:
        """Every executed fence, page by page."""
        reader = PageReader([self.snippets])
        blocks: list[Block] = []
        for page in sorted(self.docs.rglob("*.md")):
            name = page.relative_to(self.folder).as_posix()
            found, faults = reader.read(page.read_text(encoding="utf-8"), name)
            if faults:
                raise ValueError(f"{faults[0].page}:{faults[0].line}: {faults[0].message}")
            blocks += found
        return blocks

    def kept_runs(self) -> dict[str, Run]:
        """The runs kept by the last build, by the digest of their code."""
        files = self.runs.glob("*.json")
        runs = [msgspec.json.decode(file.read_bytes(), type=Run) for file in files]
        return {run.digest: run for run in runs}

    def set_option(self, key: str, text: str) -> None:
        """Replace a top-level `key` of mkdocs.yml, with everything below it, by `text`."""
        config = self.folder / "mkdocs.yml"
        below = re.compile(rf"^{key}:.*\n(?:(?:[ \t#].*)?\n)*", re.MULTILINE)
        config.write_text(below.sub(text, config.read_text(encoding="utf-8")), encoding="utf-8")


def digest(block: Block) -> str:
    """By which a run names the code it was made from."""
    return hashlib.sha256(block.code.encode()).hexdigest()
