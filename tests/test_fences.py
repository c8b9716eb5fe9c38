"""The tests of fences can fail: breaking a snippet breaks exactly the test of its fence.

That follows from two things: a snippet's text is in no other fence than its own, and no fence passes
whose code fails. Both are shown for all snippets, and the whole for two that are really broken.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from execution.adapters.pytest_plugin import SNAPSHOTS
from execution.pages import Block, PageReader
from execution.project import DOCS, ROOT, SNIPPETS
from execution.snapshots import difference
from execution.verdict import judge
from tests.support import a_block, execute

SNIPPET_NAMES = sorted(
    snippet.relative_to(SNIPPETS).as_posix()
    for snippet in SNIPPETS.rglob("*.py")
    if not snippet.name.endswith(".check.py")
)
OUTCOME = re.compile(r"^(\w+) (\S+\.md)::\S+\[line:(\d+)\]", re.MULTILINE)

Place = tuple[str, int]


def read_all(snippets: Path) -> dict[Place, str]:
    """The code of every fence with `snippets` in the place of the project's."""
    reader = PageReader([snippets])
    return {
        (block.page, block.line): block.code
        for page in DOCS.rglob("*.md")
        for block in reader.read(page.read_text(encoding="utf-8"), page.relative_to(ROOT).as_posix())[0]
    }


def includes(snippet: str) -> set[Place]:
    """Where pages include `snippet`, by their bare text: the fence opens in the line above."""
    return {
        (page.relative_to(ROOT).as_posix(), number)
        for page in DOCS.rglob("*.md")
        for number, line in enumerate(page.read_text(encoding="utf-8").split("\n"))
        if line.strip() == f'--8<-- "{snippet}"'
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of this project to break."""
    for folder in ("docs", "execution", "snippets", "tests/snapshots"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def pytest_in(project: Path, *paths: str) -> tuple[int, dict[str, set[Place]], str]:
    """Test `paths` of `project`: the exit status, the places with each outcome, and the output."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", "-rA", "-p", "no:cacheprovider", *paths],
        cwd=project,
        env=environment,  # EXECUTION_CACHE in it is replaced by that test run's own
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,  # under a runner that isn't ours, the endless loop is one
    )
    outcomes: dict[str, set[Place]] = {"PASSED": set(), "FAILED": set()}
    for outcome, page, line in OUTCOME.findall(run.stdout):
        outcomes[outcome].add((page, int(line)))
    return run.returncode, outcomes, run.stdout


def test_a_changed_snippet_changes_exactly_the_fences_that_include_it(tmp_path: Path) -> None:
    """Each one in the place of its snippet tells its name: so it is seen where it went."""
    for snippet in SNIPPET_NAMES:
        (tmp_path / snippet).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / snippet).write_text(f"raise RuntimeError({snippet!r})\n", encoding="utf-8")
    told = {place: code.split("'")[1] for place, code in read_all(tmp_path).items()}
    assert told.keys() == read_all(SNIPPETS).keys()
    for snippet in SNIPPET_NAMES:
        assert {place for place in told if told[place] == snippet} == includes(snippet) != set()


def test_no_fence_takes_the_run_of_a_snippet_that_raises(blocks: list[Block]) -> None:
    run = execute(a_block("raise RuntimeError\n"))
    assert run.exit_status == 1
    passed = [block for block in blocks if not judge(block, run) and not difference(block, run, SNAPSHOTS)]
    assert passed == []


def test_a_fence_for_a_newer_python_is_skipped_where_there_is_none(project: Path) -> None:
    fence = '```python exec="on" source="above" requires="3.99"\nprint(1)\n```\n'
    (project / "docs" / "newer.md").write_text(fence, encoding="utf-8")
    status, _, output = pytest_in(project, "docs/newer.md")
    assert "Python 3.99 이상이 없어 실행하지 못했습니다" in output
    assert "1 skipped" in output
    assert status == 0


NESTED = """\
```python exec="on" source="above"
assert __name__ != "__main__"
```

!!! note

    ```python exec="on" source="above"
    assert __name__ != "__main__"
    ```

??? success "풀이"

    === "하나"

        ```python exec="on" source="above"
        assert __name__ != "__main__"
        ```

    === "둘"

        1.  목록

            ```python exec="on" source="above"
            assert __name__ != "__main__"
            ```
"""


BROKEN = {
    "core/concurrency_patterns/shield.py": ("raise RuntimeError('부서짐')", "종료 상태 1로 끝났습니다"),
    "basics/async_await/exercise_truthy.py": (
        "import sys; sys.exit(0)",
        "파일 끝에 이르기 전에 종료 상태 0으로 끝났습니다",
    ),
    "basics/async_await/syntax.py": ("while True: pass", "코드가 시간제한 1초 안에 끝나지 않았습니다"),
    "basics/async_await/gather.py": ("print('끝')", "출력이 저장해 둔 것과 다릅니다"),
}
"""What each snippet gets as its last line, and what is told then. One of them is folded on its page."""


def test_broken_snippets_fail_their_fences_and_no_other(project: Path) -> None:
    """Also a page of its own whose fences are nested: under another runner than ours it would pass."""
    messages: dict[Place, str] = {}
    for snippet, (last_line, message) in BROKEN.items():
        with (project / "snippets" / snippet).open("a", encoding="utf-8") as file:
            file.write(f"{last_line}\n")
        [(page, line)] = includes(snippet)
        messages[page, line] = message
        if "1초" in message:
            lines = (project / page).read_text(encoding="utf-8").split("\n")
            lines[line - 1] += ' timeout="1"'
            (project / page).write_text("\n".join(lines), encoding="utf-8")
    (project / "docs" / "nested.md").write_text(NESTED, encoding="utf-8")
    nested = {("docs/nested.md", n) for n, line in enumerate(NESTED.split("\n"), 1) if "```python" in line}
    assert len(nested) == 4

    pages = {page for page, _ in messages}
    status, outcomes, output = pytest_in(project, *pages, "docs/nested.md")
    others = {place for place in read_all(SNIPPETS) if place[0] in pages} - messages.keys()
    assert outcomes == {"PASSED": others, "FAILED": messages.keys() | nested}, output
    assert all(f"{page}:{line}: {message}" in output for (page, line), message in messages.items()), output
    assert "+끝\n" in output
    assert status == 1


def test_a_renewed_snapshot_is_what_is_expected_from_then_on(project: Path) -> None:
    page, snippet = "docs/next-steps.md", "next_steps/memory.py"
    code = (project / "snippets" / snippet).read_text(encoding="utf-8")
    (project / "snippets" / snippet).write_text(code.replace("하나에", "하나마다"), encoding="utf-8")
    assert pytest_in(project, page, "--update-snapshots")[0] == 0
    assert pytest_in(project, page)[0] == 0
    (project / "snippets" / snippet).write_text(code, encoding="utf-8")
    assert pytest_in(project, page)[0] == 1
