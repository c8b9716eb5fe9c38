"""A prediction has an answer, asks in an order that isn't it, and takes no badly written fence."""

from __future__ import annotations

import itertools
import json
from typing import Any

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from execution.model import SHAPE, Lane, Line, Run
from execution.show.predict import APART, MOST_LINES, impossible, problems, question

ORDER = {"predict": "order"}


def a_run(*texts: str, seconds: float = 1.0, lanes: tuple[Lane, ...] = ()) -> Run:
    lines = tuple(Line(number * 0.1, "stdout", text) for number, text in enumerate(texts))
    return Run(SHAPE, "", "3.11.7", 0, seconds, 0.1, True, None, "", lines, lanes, 0, ())


def asked(options: dict[str, str], run: Run) -> Any:
    html = question(options, run)
    return json.loads(lxml.html.fromstring(f"<div>{html}</div>").find("div").get("data-question"))


def texts(asked: Any) -> list[str]:
    return [text for text, *_ in asked["lines"]]


@pytest.mark.parametrize(
    "options",
    [
        *({}, ORDER, {"predict": "seconds"}, {"predict": "seconds", "choices": "2"}),
        *(ORDER | {"anyorder": "2-3"}, ORDER | {"anyorder": "1-2  4-10"}),
    ],
)
def test_well_written_options_pass(options: dict[str, str]) -> None:
    assert list(problems(options)) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"predict": "lines"}, 'predict=에는 "order"나 "seconds"만 쓸 수 있습니다: lines'),
        ({"predict": ""}, 'predict=에는 "order"나 "seconds"만 쓸 수 있습니다: '),
        ({"anyorder": "2-3"}, 'anyorder=는 predict="order"와 함께 씁니다'),
        ({"predict": "seconds", "anyorder": "2-3"}, 'anyorder=는 predict="order"와 함께 씁니다'),
        (
            {"predict": "seconds", "choices": "5"},
            'choices=는 predict="seconds"와 함께 쓰는 2, 3, 4 가운데 하나입니다',
        ),
        (ORDER | {"choices": "2"}, 'choices=는 predict="seconds"와 함께 쓰는 2, 3, 4 가운데 하나입니다'),
        (ORDER | {"anyorder": "2"}, 'anyorder=는 "2-3"과 같은 줄 번호의 범위여야 합니다: 2'),
        (ORDER | {"anyorder": "3-2"}, 'anyorder=는 "2-3"과 같은 줄 번호의 범위여야 합니다: 3-2'),
        (ORDER | {"anyorder": "0-2"}, 'anyorder=는 "2-3"과 같은 줄 번호의 범위여야 합니다: 0-2'),
        (ORDER | {"anyorder": "2-3,5-6"}, 'anyorder=는 "2-3"과 같은 줄 번호의 범위여야 합니다: 2-3,5-6'),
    ],
)
def test_badly_written_options_are_told(options: dict[str, str], message: str) -> None:
    assert list(problems(options)) == [message]


@pytest.mark.parametrize(
    ("printed", "options", "message"),
    [
        ((), ORDER, "서로 다른 줄이 둘 이상"),
        (("a\n",), ORDER, "서로 다른 줄이 둘 이상"),
        (("a\n", "a\n"), ORDER, "서로 다른 줄이 둘 이상"),
        (("a\n", "b\n"), ORDER | {"anyorder": "1-2"}, "서로 다른 줄이 둘 이상"),
        (("a\n", "b\n"), ORDER | {"anyorder": "2-3"}, "3번째 줄이 없습니다: 표준 출력은 2줄입니다"),
        (tuple(f"{n}\n" for n in range(13)), ORDER, "너무 깁니다: 13줄"),
    ],
)
def test_a_run_without_an_order_is_told(
    printed: tuple[str, ...], options: dict[str, str], message: str
) -> None:
    assert message in (impossible(options, a_run(*printed)) or "")
    assert question(options, a_run(*printed)) == ""


def test_as_many_lines_as_can_be_asked_for_are_asked() -> None:
    run = a_run(*(f"{number}\n" for number in range(MOST_LINES)))
    assert len(asked(ORDER, run)["lines"]) == MOST_LINES


def test_without_the_option_nothing_is_asked() -> None:
    assert impossible({}, a_run()) is None
    assert question({}, a_run("a\n", "b\n")) == ""


def test_lines_are_whole_and_empty_ones_or_errors_are_not_asked() -> None:
    run = a_run("a", "b\n", "\n", "c\n", "<d>")
    errors = (*run.lines[:2], Line(0.1, "stderr", "oops\n"), *run.lines[2:])
    question = asked(ORDER, Run(**{name: getattr(run, name) for name in Run.__slots__} | {"lines": errors}))
    assert question["lines"] == [["ab", 1, 1], ["c", 4, 2], ["<d>", 5, 3]]


def test_lines_of_a_range_share_their_group() -> None:
    question = asked(ORDER | {"anyorder": "2-3 5-6"}, a_run("a\n", "b\n", "c\n", "d\n", "e\n", "f\n"))
    assert [group for *_, group in question["lines"]] == [1, 2, 2, 4, 5, 5]


any_lines = st.lists(st.sampled_from(["a\n", "b\n", "c 0.1초\n"]), max_size=8)


@settings(deadline=None)
@given(any_lines, st.sampled_from(["", "1-2", "2-4", "1-2 3-4"]))
def test_the_lines_are_shuffled_the_same_way_each_time_and_never_right(
    printed: list[str], anyorder: str
) -> None:
    options = ORDER | ({"anyorder": anyorder} if anyorder else {})
    run = a_run(*printed)
    if impossible(options, run):
        return
    first = asked(options, run)
    later = asked(options, a_run(*(text.replace("0.1", "0.2") for text in printed)))
    assert later["shuffled"] == first["shuffled"]
    assert sorted(first["shuffled"]) == list(range(len(printed)))
    shown = [texts(first)[number] for number in first["shuffled"]]
    groups = [group for *_, group in first["lines"]]
    per_group = [
        {
            group: sorted(text for text, at in zip(order, groups, strict=True) if at == group)
            for group in groups
        }
        for order in (shown, texts(first))
    ]
    assert per_group[0] != per_group[1]


@settings(deadline=None)
@given(st.floats(0.0001, 40), st.lists(st.floats(0.0001, 40), max_size=6))
def test_four_durations_are_clearly_apart_and_one_is_right(seconds: float, lengths: list[float]) -> None:
    lanes = tuple(Lane("f()", "f", "", 0.0, length, "returned", ()) for length in lengths)
    question = asked({"predict": "seconds"}, a_run(seconds=seconds, lanes=lanes))
    choices = [float(choice.removesuffix("초")) for choice in question["choices"]]
    assert len(choices) == 4
    assert choices[question["right"]] == pytest.approx(seconds, rel=0.17, abs=0.001)
    for smaller, larger in itertools.pairwise(choices):
        assert 0 < smaller < larger and round(larger / smaller, 6) >= APART


def test_wrong_choices_are_what_somebody_may_think() -> None:
    lanes = tuple(Lane("f()", "f", "", 0.0, length, "returned", ()) for length in (2.0, 1.0, 3.0))
    question = asked({"predict": "seconds"}, a_run(seconds=3.01, lanes=lanes))
    assert question["choices"] == ["1.0초", "1.5초", "3.0초", "6.0초"]
    assert question["right"] == 2


def test_of_two_choices_the_other_one_is_all_waits_one_after_the_other() -> None:
    lanes = tuple(Lane("f()", "f", "", 0.0, length, "returned", ()) for length in (2.0, 1.0, 3.0))
    question = asked({"predict": "seconds", "choices": "2"}, a_run(seconds=3.12, lanes=lanes))
    assert (question["choices"], question["right"]) == (["3초", "6초"], 0)
