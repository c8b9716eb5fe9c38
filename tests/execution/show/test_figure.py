"""The figure shows what was printed, as text and nothing else, in the markup that scripts hold on to."""

from __future__ import annotations

from typing import Any

import lxml.html
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from execution.model import Fault, Line, Run
from execution.show.figure import figure
from tests.support import a_block, a_run

CONTROLS = {**{code: chr(0x2400 + code) for code in range(32)}, 9: "\t", 10: "\n", 127: "␡"}


def run(*lines: Line, **fields: Any) -> Run:
    return a_run(lines=lines, **fields)


def shown(run: Run, *, ident: str = "run-x", snippet: str | None = None, fault: Fault | None = None) -> Any:
    """The figure as a browser would find it in a page."""
    html = figure(a_block(snippet=snippet), run, ident, fault)
    page = f"<!doctype html><meta charset='utf-8'><body><article>{html}<p>after</p></article>"
    article = lxml.html.document_fromstring(page.encode()).find(".//article")
    assert [element.tag for element in article] == ["figure", "p"], "it is closed and alone"
    return article[0]


any_text = st.text(min_size=1)
any_lines = st.lists(
    st.builds(
        Line,
        t=st.floats(0, 1000),
        stream=st.sampled_from(["stdout", "stderr"]),
        text=st.one_of(any_text, any_text.map("{}\n".format)),
    ),
    min_size=1,
    max_size=5,
)


def one(text: str) -> list[Line]:
    return [Line(0.0, "stdout", text)]


@settings(deadline=None)
@example(one("</span></pre></figure><script>alert(1)</script>"))
@example(one("`code` **bold** # heading [a](b) ![c](d)\n```python\n"))
@example(one("{{ config }} {% raw %} {# x #}"))
@example(one('--8<-- "plain.py"\n'))
@example(one("&lt; &amp;amp; &#60; &nbsp; &nosuch; <!-- <![CDATA[ ]]> <?php ?>"))
@example(one("\n\nfirst lines of a <pre> may be empty\n"))
@example(one("\0 \x1b[31mred\x1b[0m \a\b\f\v\r\x7f\x85\x9f"))
@example(one("\ufeff\u2028\u202e\ufffe\U0010ffff"))
@given(any_lines)
def test_any_text_printed_comes_back_as_the_same_text(lines: list[Line]) -> None:
    pre = shown(run(*lines)).find("pre[@class='run-output']")
    printed = "".join(line.text for line in lines)
    assert pre.text_content() == "".join(CONTROLS.get(ord(c), c) for c in printed)
    assert [span.text for span in pre] == [
        "".join(CONTROLS.get(ord(c), c) for c in line.text) for line in lines
    ]
    assert [dict(span.attrib) for span in pre.iterdescendants()] == [
        {"class": "line", "data-t": f"{line.t:.3f}", "data-stream": line.stream} for line in lines
    ]


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_name_comes_back_as_the_same_name(name: str) -> None:
    element = shown(run(), ident=name, snippet=name or None)
    assert (element.get("id"), element.get("data-snippet")) == (name, name or None)


def test_the_figure_says_how_the_run_went() -> None:
    element = shown(run(seconds=3.0249, python="3.12.1"), ident="run-a", snippet="core/a/shield.py")
    assert dict(element.attrib) == {
        "class": "run",
        "id": "run-a",
        "data-snippet": "core/a/shield.py",
        "data-python": "3.12.1",
        "data-exit": "0",
        "data-seconds": "3.02",
    }
    assert element.find("figcaption").text_content().startswith("실행 결과 · Python 3.12.1 · 3.02초")


def test_code_that_stands_in_the_page_itself_has_no_snippet() -> None:
    assert "data-snippet" not in shown(run()).attrib


@pytest.mark.parametrize("status", [1, 3, -9])
def test_an_exit_status_that_is_not_0_is_told(status: int) -> None:
    element = shown(run(exit_status=status))
    assert element.get("data-exit") == str(status)
    assert f"종료 상태 {status}" in element.find("figcaption").text_content()


def test_no_exit_status_is_told_of_a_run_that_went_well() -> None:
    assert "종료 상태" not in shown(run()).find("figcaption").text_content()


def test_a_run_that_printed_nothing_says_so() -> None:
    element = shown(run())
    assert element.find("p[@class='run-silent']").text == "출력이 없습니다."
    assert element.find("pre") is None


def test_output_that_was_cut_off_has_a_mark_that_is_not_output() -> None:
    pre = shown(run(*one("y\n"), *one("y\n"), limit="output")).find("pre")
    assert [span.get("class") for span in pre] == ["line", "line", "run-cut"]
    assert pre[-1].text == "… 출력이 너무 길어 여기서 끊었습니다"


def test_output_that_is_whole_has_no_mark() -> None:
    pre = shown(run(*one("y\n"), limit="leftover")).find("pre")
    assert [span.get("class") for span in pre] == ["line"]


def test_a_failing_figure_shows_the_message_above_the_output() -> None:
    fault = Fault("docs/page.md", 1, "종료 상태 1로 끝났습니다 <b>&amp;")
    element = shown(run(*one("Traceback\n"), exit_status=1), fault=fault)
    assert element.get("class").split() == ["run", "run-failed"]
    assert [child.get("class") for child in element][1:3] == ["run-fault", "run-output"]
    assert element.find("p[@class='run-fault']").text_content() == fault.message


def test_a_figure_without_fault_shows_no_message() -> None:
    assert shown(run(*one("y\n"))).find("p[@class='run-fault']") is None
