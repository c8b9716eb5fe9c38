"""How pages and snippets have to be written, so that all code on the site is shown whole and runs."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from mkdocs.utils.meta import get_data
from mkdocs.utils.yaml import yaml_load

from execution.adapters.pytest_plugin import SNAPSHOTS
from execution.pages import Block
from execution.project import DOCS, ROOT, SNIPPETS

PAGES = sorted(page.relative_to(ROOT).as_posix() for page in DOCS.rglob("*.md"))
SNIPPET_NAMES = sorted(
    snippet.relative_to(SNIPPETS).as_posix()
    for snippet in SNIPPETS.rglob("*.py")
    if not snippet.name.endswith(".check.py")
)
LONGEST = 65
"""Lines of a snippet: it is to be read in one sitting."""
LONGER = {"basics/how_await_works/tiny_loop.py": 90}
"""A whole event loop is what that page is about."""
WHOLE = 145
"""Lines of a whole program, with its server, at the end of a page of practice/."""
FENCE_LINE = re.compile(r"^[> \t]*(?:`{3,}|~{3,})[ \t]*(.*)$", re.MULTILINE)
HEADING = re.compile(r"^(#{1,6})[ \t]+(.*)$", re.MULTILINE)
REPLACED = re.compile("까닭|여럿|(?<!헷)갈[리린려]|저마다|견주|태연|씨앗")
"""Words for which the style of the pages has others: 이유, 여러 개, 나뉘다, 각각, 비교하다 …"""
ENGLISH_ID = re.compile(r".+ \{ #[a-z0-9]+(-[a-z0-9]+)* \}")


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def meta_of(page: str) -> dict[str, Any]:
    _, meta = get_data(text_of(page))
    return meta


def code_of(snippet: str) -> str:
    return (SNIPPETS / snippet).read_text(encoding="utf-8")


TREES = {snippet: ast.parse(code_of(snippet)) for snippet in SNIPPET_NAMES}


def nav_pages(entry: Any) -> Iterator[str]:
    if isinstance(entry, str):
        yield f"docs/{entry}"
    else:
        for below in entry.values() if isinstance(entry, dict) else entry:
            yield from nav_pages(below)


def test_every_page_is_in_the_navigation_once() -> None:
    nav = yaml_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    assert sorted(nav_pages(nav)) == PAGES


def test_every_snippet_is_shown_in_one_place(blocks: list[Block]) -> None:
    assert sorted(block.snippet or "" for block in blocks) == SNIPPET_NAMES


def test_every_snapshot_is_of_a_snippet() -> None:
    kept = {path.relative_to(SNAPSHOTS).with_suffix(".py").as_posix() for path in SNAPSHOTS.rglob("*.txt")}
    assert sorted(kept) == SNIPPET_NAMES


def test_every_fence_is_one_include_of_a_whole_snippet(blocks: list[Block]) -> None:
    """A part of a file, or code beside it, would not be what ruff and mypy have checked."""
    for block in blocks:
        assert block.snippet, f"{block.page}:{block.line}"
        assert block.code == code_of(block.snippet), f"{block.page}:{block.line}"


def test_a_snippet_lies_in_the_folder_of_its_page_and_gives_its_fence_the_title(blocks: list[Block]) -> None:
    for block in blocks:
        folder = block.page.removeprefix("docs/").removesuffix(".md").replace("-", "_")
        assert block.snippet == f"{folder}/{block.shown.get('title')}", f"{block.page}:{block.line}"


def test_every_fence_is_python_and_executed(blocks: list[Block]) -> None:
    """Looks at the bare text, so it also sees a fence that the reader of fences would miss."""
    for page in PAGES:
        infos = FENCE_LINE.findall(text_of(page))
        openings, closings = infos[::2], infos[1::2]
        assert [info for info in openings if not info.startswith('python exec="on" ')] == [], page
        assert closings == [""] * len(openings), page
        assert len(openings) == sum(block.page == page for block in blocks), page


def test_no_page_has_a_transcript_or_switches_a_test_off() -> None:
    lines = [(page, line) for page in [*PAGES, "README.md"] for line in text_of(page).split("\n")]
    assert [place for place in lines if ">>>" in place[1] or "notest" in place[1]] == []


@pytest.mark.parametrize("name", ["title", "description"])
def test_every_page_has_its_own(name: str) -> None:
    times = Counter(meta_of(page).get(name) for page in PAGES)
    assert None not in times
    assert [value for value, count in times.items() if count > 1] == []


def test_a_page_has_one_top_heading_and_it_comes_first() -> None:
    levels = {page: [len(marks) for marks, _ in HEADING.findall(text_of(page))] for page in PAGES}
    assert [page for page, found in levels.items() if found[0] != 1 or 1 in found[1:]] == []


def test_every_heading_has_an_english_id_of_its_own() -> None:
    """The id that a Korean heading gets otherwise is a number, which shifts with every edit."""
    for page in PAGES:
        headings = [heading for _, heading in HEADING.findall(text_of(page))]
        assert [heading for heading in headings if not ENGLISH_ID.fullmatch(heading)] == [], page
        idents = [heading.rpartition("#")[2] for heading in headings]
        assert len(set(idents)) == len(idents), page


def test_a_page_ends_with_exercises_whose_folded_solutions_are_executed(blocks: list[Block]) -> None:
    for page in [page for page in PAGES if page.count("/") > 1]:
        lines = text_of(page).split("\n")
        sections = [number for number, line in enumerate(lines, 1) if line.startswith("## ")]
        solutions = [number for number, line in enumerate(lines, 1) if line == '??? success "풀이"']
        fences = [block.line for block in blocks if block.page == page]
        assert lines[sections[-1] - 1] == "## 연습 문제 { #exercises }", page
        assert sections[-1] < solutions[0], page
        for begin, end in pairwise([*solutions, len(lines) + 1]):
            assert any(begin < fence < end for fence in fences), f"{page}:{begin}"


def test_a_page_of_the_chapter_has_examples_two_exercises_and_a_prediction(blocks: list[Block]) -> None:
    for page in [page for page in PAGES if page.count("/") > 1]:
        here = [block for block in blocks if block.page == page]
        exercises = {
            block.file_name.split(".")[0] for block in here if block.file_name.startswith("exercise_")
        }
        assert len(here) - 2 * len(exercises) >= 3, page
        assert len(exercises) >= 2, page
        assert [block for block in here if "predict" in block.shown], page


def test_no_page_uses_a_word_that_the_terms_replace() -> None:
    assert {page: found for page in PAGES if (found := REPLACED.findall(text_of(page)))} == {}


def test_every_rule_of_ruff_that_is_switched_off_says_why() -> None:
    reason = re.compile(r"noqa: [A-Z0-9, ]+(?: - | \().*[가-힣]")
    lines = [(name, line) for name in SNIPPET_NAMES for line in code_of(name).split("\n") if "noqa" in line]
    assert [place for place in lines if not reason.search(place[1])] == []


def test_a_snippet_begins_with_one_line_that_says_what_it_shows() -> None:
    docstrings = {snippet: ast.get_docstring(tree) for snippet, tree in TREES.items()}
    assert [snippet for snippet, text in docstrings.items() if not text or "\n" in text] == []


def test_a_snippet_is_short() -> None:
    lengths = {name: len(code_of(name).splitlines()) for name in SNIPPET_NAMES}
    limits = {name: WHOLE for name in SNIPPET_NAMES if re.fullmatch(r"practice/\w+/news_\w+\.py", name)}
    limits |= LONGER
    assert [name for name, length in lengths.items() if length > limits.get(name, LONGEST)] == []


def test_a_snippet_starts_only_when_run_as_a_program() -> None:
    """A process pool imports it, and so may a reader."""
    last = {snippet: tree.body[-1] for snippet, tree in TREES.items()}
    guards = {name: ast.unparse(node.test) if isinstance(node, ast.If) else "" for name, node in last.items()}
    assert [name for name, guard in guards.items() if guard != "__name__ == '__main__'"] == []


def test_a_snippet_uses_no_outdated_name_of_the_source() -> None:
    outdated = {"asyncio.TimeoutError", "asyncio.get_event_loop", "time.time"}
    for snippet, tree in TREES.items():
        if snippet == "mistakes/old_code_wrong.py":  # what that page warns of
            continue
        used = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert used & outdated == set(), snippet


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]], ids=["lint", "format"])
def test_the_snippets_are_clean_under_ruff(command: list[str]) -> None:
    ruff = [sys.executable, "-m", "ruff", *command, "--no-cache", "snippets"]
    checked = subprocess.run(ruff, cwd=ROOT, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
