"""A build of thirty lines that knows nothing but Python-Markdown: what the extension makes of its pages."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import lxml.html
import pytest

from execution.project import ROOT

BUILD = """
import sys
from pathlib import Path
from threading import Thread

import markdown_exec
from markdown import Markdown

FENCES = [
    {"name": name, "class": name, "validator": markdown_exec.validator, "format": markdown_exec.formatter}
    for name in ("python", "py")
]
EXTENSIONS = ["admonition", "toc", "pymdownx.highlight", "pymdownx.snippets", "pymdownx.superfences"]
CONFIGS = {
    "pymdownx.snippets": {"base_path": ["snippets"], "check_paths": True},
    "pymdownx.superfences": {"custom_fences": FENCES},
}


def build():
    for page in sorted(Path("docs").rglob("*.md")):
        text = page.read_text(encoding="utf-8").removeprefix("---\\ntitle: x\\n---\\n")
        md = Markdown(
            extensions=[*EXTENSIONS, "execution.adapters.markdown_extension"], extension_configs=CONFIGS
        )
        markdown_exec.markdown_config.save(EXTENSIONS, CONFIGS)
        pages[page.with_suffix(".html").name] = md.convert(text)
    for name, html in pages.items():
        Path(name).write_text(html, encoding="utf-8")


pages = {}
thread = Thread(target=build)  # Zensical's is not Python's main one either
thread.start()
thread.join()
"""


class Project:
    """A project with this package and pages of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT / "execution", folder / "execution")
        self.write("build.py", BUILD)

    def write(self, path: str, *lines: str) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text("\n".join(lines) + "\n", encoding="utf-8")

    def build(self) -> tuple[int, str]:
        """Exit status and standard error."""
        done = subprocess.run(
            [sys.executable, "build.py"],
            cwd=self.folder,
            env=os.environ | {"EXECUTION_CACHE": str(self.folder / "runs")},
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
        )
        return done.returncode, done.stderr

    def built(self) -> None:
        status, stderr = self.build()
        assert status == 0, stderr

    def figures(self, page: str) -> list[tuple[str, str]]:
        """The id and the output of each figure."""
        root = lxml.html.fromstring((self.folder / page).read_text(encoding="utf-8"))
        return [(figure.get("id"), figure.find("pre").text_content()) for figure in root.iter("figure")]


def fence(name: str, options: str = "") -> str:
    return f'```python exec="on" source="above" {options}\n--8<-- "{name}.py"\n```\n'


def indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.splitlines())


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    project.write("snippets/one.py", "print('하나')")
    project.write("snippets/two.py", "print('둘')")
    return project


def test_each_fence_has_the_figure_of_its_page(project: Project) -> None:
    page = ["# A", "", fence("one"), "!!! note", "", indented(fence("two")), fence("one")]
    project.write("docs/core/a.md", *page)
    project.write("docs/b.md", "---", "title: x", "---", "", "# B", "", fence("one"))
    project.built()
    assert project.figures("a.html") == [
        ("run-core-a-one", "하나\n"),
        ("run-core-a-two", "둘\n"),
        ("run-core-a-one--2", "하나\n"),
    ]
    assert project.figures("b.html") == [("run-b-one", "하나\n")]


def test_the_options_that_run_a_block_are_none_of_its_looks(project: Project) -> None:
    project.write("snippets/f.py", "def f(): print('불림')", "f()", "raise SystemExit(3)")
    project.write("docs/a.md", "# A", "", fence("f", 'returncode="3" timeline="f" title="f.py" cores="2"'))
    project.built()
    html = (project.folder / "a.html").read_text(encoding="utf-8")
    assert '<span class="filename">f.py</span>' in html
    assert 'class="run-timeline"' in html
    assert "timeline=" not in html


@pytest.mark.parametrize(
    ("page", "place"),
    [
        (fence("bad"), "b.md:3: 종료 상태 1로 끝났습니다"),
        (fence("one", 'timline="f"'), "b.md:3: 알 수 없는 펜스 옵션입니다"),
        (
            "문단\n\n" + "".join(f"    {line}\n" for line in fence("one").splitlines()),
            "b.md:5: 빌드가 렌더링",
        ),
        (fence("none"), "b.md:4: include를 찾을 수 없습니다"),
    ],
    ids=["raises", "misspelt", "indented", "missing"],
)
def test_a_fault_ends_the_build_without_a_page(project: Project, page: str, place: str) -> None:
    project.write("snippets/bad.py", "raise ValueError('나쁨')")
    project.write("docs/a.md", "# A", "", fence("one"))
    project.write("docs/b.md", "# B", "", page)
    project.write("docs/c.md", "# C", "", fence("two"))
    status, stderr = project.build()
    assert status == 1
    assert re.findall(r"^docs/(.+)", stderr, re.MULTILINE)[0].startswith(place), stderr
    assert "고쳐야 할 곳이 1군데 있습니다\n" in stderr
    assert list(project.folder.glob("*.html")) == []
