"""Builds this site with MkDocs, ProperDocs and Zensical and says whether all three publish the same figures.

    .venv/bin/python tests/benchmarks/portability.py

Each builds a copy of the project, the last two in an environment of their own, all in a temporary
directory. Then an example is broken: the build has to fail and to leave no page. Takes about two minutes.
ProperDocs takes the project as it is; for Zensical the two lines of mkdocs.yml are changed that README.md
names. The newest Zensical is what matters, so this may fail one day without a change here. It is no test.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import lxml.html

sys.path[0] = str(Path(__file__).resolve().parent.parent.parent)  # instead of this folder

from execution.snapshots import VARIES  # noqa: E402
from tests.benchmarks.environment import LOCKS, variables  # noqa: E402
from tests.benchmarks.machine import say  # noqa: E402
from tests.benchmarks.project_copy import ProjectCopy  # noqa: E402
from tests.benchmarks.report import table  # noqa: E402

HEAD = ("", "판", "쪽", "그림", "다른 그림", "고장 나면 종료 상태", "그때 남은 쪽")


@dataclass(frozen=True, slots=True)
class Builder:
    """A program that builds the site: `package` is installed for it, what it can do without is taken away."""

    name: str
    command: tuple[str, ...]
    package: str = ""
    unneeded: tuple[str, ...] = ()
    by_extension: bool = False


BUILDERS = (
    Builder("MkDocs", ("mkdocs", "build", "-q")),
    Builder("ProperDocs", ("properdocs", "build", "-q", "-f", "mkdocs.yml"), "properdocs==1.6.7"),
    Builder("Zensical", ("zensical", "build"), "zensical", ("mkdocs", "mkdocs-material"), by_extension=True),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure shows, but for what differs from run to run."""

    page: str
    exit_status: str
    output: str


@dataclass(frozen=True, slots=True)
class Built:
    """What a build left: `figures` by their ids, and `report`, all that it printed."""

    status: int
    report: str
    pages: list[str]
    figures: dict[str, Figure]


def main() -> None:
    rows: list[list[str]] = []
    missed: list[str] = []
    expected: dict[str, Figure] = {}
    with tempfile.TemporaryDirectory(prefix="portability-") as folder:
        for builder in BUILDERS:
            say(f"{builder.name}: 설치하고 빌드하는 중 …")
            python = prepared_python(builder, Path(folder) / "environments" / builder.name)
            copy = ProjectCopy(Path(folder) / builder.name, python)
            if builder.by_extension:
                put_extension_for_hook(copy.folder / "mkdocs.yml")
            blocks = copy.blocks()
            whole = build(builder, copy)
            with (copy.snippets / str(blocks[-1].snippet)).open("a", encoding="utf-8") as snippet:
                snippet.write('raise RuntimeError("고장")\n')
            broken = build(builder, copy)

            expected = expected or whole.figures
            every = sorted(whole.figures | expected)
            differing = [ident for ident in every if whole.figures.get(ident) != expected.get(ident)]
            numbers = [len(whole.pages), len(whole.figures), len(differing), broken.status, len(broken.pages)]
            rows.append([builder.name, version(python, builder.command[0]), *map(str, numbers)])
            if whole.status != 0 or len(whole.figures) != len(blocks):
                missed.append(f"{builder.name}: 펜스 {len(blocks)}개의 그림이 있어야 합니다\n{whole.report}")
            missed += [f"{builder.name}: MkDocs와 다릅니다: {ident}" for ident in differing]
            if broken.status == 0 or f"{blocks[-1].page}:{blocks[-1].line}: " not in broken.report:
                missed.append(f"{builder.name}: 고장을 알리고 실패해야 합니다\n{broken.report}")
            missed += [f"{builder.name}: 고장 났는데 남았습니다: {page}" for page in broken.pages]
    print(table(HEAD, rows))
    sys.exit("\n".join(["", *missed]) if missed else 0)


def prepared_python(builder: Builder, environment: Path) -> Path:
    """The interpreter of an environment with the locked packages and the builder's own."""
    if not builder.package:
        return Path(sys.executable)
    python = environment / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    for words in (["install", "-r", str(LOCKS[0])], ["install", builder.package]):
        subprocess.run([python, "-m", "pip", "-qq", *words], check=True)
    if builder.unneeded:
        subprocess.run([python, "-m", "pip", "-qq", "uninstall", "-y", *builder.unneeded], check=True)
    return python


def version(python: Path, package: str) -> str:
    """Of an installed package."""
    code = f"import importlib.metadata; print(importlib.metadata.version({package!r}))"
    return subprocess.run([python, "-c", code], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def put_extension_for_hook(config: Path) -> None:
    """The two changes to mkdocs.yml that README.md names."""
    text = re.sub(r"^hooks:.*\n", "", config.read_text(encoding="utf-8"), flags=re.MULTILINE)
    head = "\nmarkdown_extensions:\n"
    text = text.replace(head, f"{head}  - execution.adapters.markdown_extension\n")
    config.write_text(text, encoding="utf-8")


def build(builder: Builder, copy: ProjectCopy) -> Built:
    """Build `copy` and look at what is there then."""
    done = subprocess.run(
        [copy.python, "-m", *builder.command],
        cwd=copy.folder,
        env=variables(EXECUTION_CACHE=str(copy.runs)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    pages: list[str] = []
    figures: dict[str, Figure] = {}
    for path in sorted((copy.folder / "site").rglob("*.html")):
        pages.append(path.relative_to(copy.folder / "site").as_posix())
        for figure in lxml.html.fromstring(path.read_text(encoding="utf-8")).find_class("run"):
            output = "".join(line.text_content() for line in figure.find_class("line"))
            shown = Figure(pages[-1], figure.get("data-exit"), VARIES.sub("#", output))
            figures[figure.get("id")] = shown
    return Built(done.returncode, done.stdout, pages, figures)


if __name__ == "__main__":
    main()
