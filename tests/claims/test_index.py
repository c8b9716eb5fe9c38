"""What docs/index.md says of the pages and of its example."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from execution import show
from execution.model import Run
from execution.project import DOCS, SNIPPETS

Runs = Callable[[str], Run]
SHOW = Path(show.__file__).parent
INDEX = (DOCS / "index.md").read_text(encoding="utf-8")
CARD = re.compile(r"^- \[[^\]]+\]\(([\w/-]+\.md)\) .+ \*(\d+)분\*$", re.MULTILINE)
LETTERS, CODE_LINES = 500, 25
"""Of prose, and of code, that one reads in a minute; the page states both."""

TIMES = {page: int(minutes) for page, minutes in CARD.findall(INDEX)}


def minutes_to_read(page: Path) -> float:
    text = page.read_text(encoding="utf-8").partition("{ #exercises }")[0]
    included = re.findall(r'^ *--8<-- "([^"]+)"$', text, re.MULTILINE)
    code = "".join((SNIPPETS / snippet).read_text(encoding="utf-8") for snippet in included)
    for left_out in (
        r"\A---\n.*?\n---\n",
        r"^ *```.*?^ *```$",
        r"<figure.*?</figure>",
        r"\]\([^)]*\)|\{ #.*?\}|[|*#`]",
    ):
        text = re.sub(left_out, "", text, flags=re.MULTILINE | re.DOTALL)
    lines = [line for line in code.splitlines() if line.strip()]
    return len(" ".join(text.split())) / LETTERS + len(lines) / CODE_LINES


def test_every_page_with_exercises_has_its_time() -> None:
    pages = [page.relative_to(DOCS).as_posix() for page in DOCS.glob("*/*.md")]
    assert sorted(TIMES) == sorted([*pages, "choose.md", "mistakes.md", "next-steps.md"])


@pytest.mark.parametrize("page", TIMES)
def test_reading_takes_about_as_long_as_the_index_says(page: str) -> None:
    takes = minutes_to_read(DOCS / page)
    assert abs(TIMES[page] - takes) <= max(5, 0.25 * takes), takes


def test_the_whole_takes_as_long_as_its_pages() -> None:
    [whole] = re.findall(r"모두 읽으면 약 (\d+)시간", INDEX)
    assert abs(int(whole) - sum(TIMES.values()) / 60) <= 0.5
    [evening] = re.findall(r"앞의 일곱 페이지\]\(#map\), 약 (\d+)분", INDEX)
    assert int(evening) == sum(list(TIMES.values())[:7])


def test_the_rate_of_reading_is_the_one_stated() -> None:
    assert f"1분에 글 {LETTERS}자, 코드 {CODE_LINES}줄" in INDEX


def test_six_seconds_become_three(run_of: Runs) -> None:
    """What the first screen asks: the waits make six seconds, and the longest one is the answer."""
    run = run_of("index/three_waits.py")
    waits = [lane.end - lane.start for lane in run.calls("work")]
    assert sum(waits) == pytest.approx(6, abs=0.4)
    assert run.seconds == pytest.approx(3, abs=0.5)
    assert "6초일까요, 3초일까요?" in INDEX


def test_the_example_shows_the_three_states(run_of: Runs) -> None:
    run = run_of("index/three_states.py")
    assert [line.text.strip() for line in run.lines] == [
        *("A: 물었습니다", "계산 시작", "계산 끝"),
        *("B: 물었습니다", "A: 답을 받았습니다", "B: 답을 받았습니다"),
    ]
    first, second = run.calls("ask")
    [calculation] = run.calls("calculate")
    assert 0.38 < sum(end - start for start, end in calculation.active) < 1.2
    assert max(end - start for start, end in second.ready) > 0.38
    assert 0.28 < second.end - second.start < 0.9
    assert calculation.end <= min(second.start, first.active[-1][0])


@pytest.mark.parametrize(
    "word",
    [
        *("▶ 재생", "🔍 한 걸음씩", "말로 보기", "실행 중", "준비됨", "기다림", "✕", "!"),
        *("▶ 실행해서 확인", "바로 보기", "Home", "End"),
    ],
)
def test_what_the_index_says_of_a_figure_is_on_it(word: str) -> None:
    written = [*DOCS.glob("assets/*.js"), *SHOW.glob("*.py")]
    assert word in INDEX
    assert any(
        re.search(rf"""[>"' ]{re.escape(word)}[<"'(:]""", file.read_text(encoding="utf-8"))
        for file in written
    )
