"""A link names what happens, and gets the number of the step; what can't be found is told with its line."""

from __future__ import annotations

import lxml.html
import markdown
import pytest

from execution.model import SHAPE, Run, Step, Wake
from execution.show.links import resolve


def a_run(*steps: Step) -> Run:
    tasks = ("main()", "fetch('A')", "fetch('B')")
    return Run(
        SHAPE,
        "",
        "3.11.7",
        0,
        1.0,
        0.1,
        True,
        None,
        "",
        (),
        (),
        0,
        (),
        tasks=tasks,
        steps=steps,
        steps_left_out=0,
    )


RUNS = {
    "run-x": a_run(
        Step(
            0.0, 0.1, "task", 0, 1, 2, "gather(…)", None, "", (Wake(1, "created"), Wake(2, "created")), (1, 2)
        ),
        Step(0.2, 0.2, "timer", -1, 0, 0, "", None, "", (Wake(1, "timer"),), (1,)),
        Step(0.3, 0.3, "timer", -1, 0, 0, "", None, "", (Wake(2, "timer"),), (2,)),
    ),
    "run-silent": a_run(),
}


def resolved(source: str) -> tuple[list[str | None], list[str]]:
    html = markdown.markdown(source, extensions=["attr_list", "fenced_code"])
    html, faults = resolve(html, RUNS, "docs/x.md", source)
    links = lxml.html.fromstring(f"<div>{html}</div>").iter("a")
    return [link.get("data-step") for link in links], [f"{f.page}:{f.line}: {f.message}" for f in faults]


def test_the_step_whose_sentence_has_the_words() -> None:
    source = """[그때](#run-x){ step="타이머가 울려 fetch('B')" }, [처음](#run-x){ step="main()이 시작해" }"""
    assert resolved(source) == (["2", "0"], [])


def test_other_links_stay_as_they_are() -> None:
    assert resolved("[a](#run-x) [b](y.md){ .c title='step=1' }\n\n```\n<a href='#' step='x'>\n```") == (
        [None, None],
        [],
    )


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ('[a](#run-x){ step="타이머" }', "2개의 걸음이 이 말에 맞습니다: 타이머"),
        ('[a](#run-x){ step="없다 & <b>" }', "0개의 걸음이 이 말에 맞습니다: 없다 & <b>"),
        ('[a](#run-y){ step="타이머" }', "이 페이지의 실행 결과를 가리켜야 합니다 (#run-y)"),
        ('[a](x.md#run-x){ step="타이머" }', "이 페이지의 실행 결과를 가리켜야 합니다 (#run-…)"),
        (
            '[a](#run-silent){ step="타이머" }',
            "걸음을 기록하지 않은 실행입니다: #run-silent (timeline=이 필요합니다)",
        ),
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_its_line(link: str, message: str) -> None:
    good = '[처음](#run-x){ step="main()이 시작해" }'
    assert resolved(f"{good}\n\n{link}") == (["0", None], [f"docs/x.md:3: step= 링크: {message}"])
