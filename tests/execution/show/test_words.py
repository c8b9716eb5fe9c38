"""Steps in words: right Korean, one sentence a step, found again by what they say, and nothing but text."""

from __future__ import annotations

import gzip
import json
from typing import Any

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from execution.model import SHAPE, How, Kind, Run, Step, Wake
from execution.show.words import details, sentences, step_named, with_particle

TASKS = ("main()", "fetch('A')", "fetch('B')")


def a_run(*steps: Step, tasks: tuple[str, ...] = TASKS, left_out: int = 0) -> Run:
    counts = (SHAPE, "0" * 64, "3.11.7", 0, 5.0, 0.1, True, None, "", (), (), 0, ())
    return Run(*counts, tasks=tasks, steps=steps, steps_left_out=left_out)


def a_step(task: int, *wakes: tuple[int, How], kind: Kind = "task", **fields: Any) -> Step:
    given: dict[str, Any] = {
        "line": 1,
        "stop": 2,
        "waits": "",
        "until": None,
        "outcome": "",
        "ready": (),
    } | fields
    return Step(0.3, 0.3, kind, task, wakes=tuple(Wake(*wake) for wake in wakes), **given)


def of_loop(*wakes: tuple[int, How], kind: Kind = "callback") -> Step:
    return a_step(-1, *wakes, kind=kind, line=0, stop=0)


@pytest.mark.parametrize(
    "step, sentence",
    [
        (of_loop((1, "timer"), kind="timer"), "타이머가 울려 `fetch('A')`가 준비되었습니다."),
        (of_loop((0, "timeout"), kind="timer"), "시간제한이 지나 `main()`이 준비되었습니다."),
        (of_loop((0, "thread"), kind="thread"), "다른 스레드에서 결과가 와 `main()`이 준비되었습니다."),
        (of_loop((1, "created"), kind="socket"), "연결이 들어와 `fetch('A')`를 만들었습니다."),
        (of_loop((1, "created"), kind="thread"), "다른 스레드가 `fetch('A')`를 만들었습니다."),
        (
            of_loop((1, "cancel"), (0, "cancel")),
            "태스크 그룹이 취소를 요청해 `fetch('A')`, `main()`이 준비되었습니다.",
        ),
        (
            of_loop((0, "cancel"), kind="signal"),
            "시그널이 와 취소를 요청해 `main()`이 준비되었습니다.",
        ),
        (
            of_loop((2, "shutdown")),
            "`asyncio.run()`이 끝나며 취소를 요청해 `fetch('B')`가 준비되었습니다.",
        ),
        (
            a_step(0, (1, "created"), (2, "created"), waits="sleep(0.3)"),
            "`main()`이 시작해 `fetch('A')`, `fetch('B')`를 만들고 "
            "`sleep(0.3)`을 기다리며 일시 중단되었습니다.",
        ),
        (
            a_step(0, (0, "again"), waits="sleep(0)"),
            "`main()`이 시작해 `sleep(0)`에서 제어권을 넘기고 곧바로 다시 준비되었습니다.",
        ),
        (a_step(0), "`main()`이 시작해 일시 중단되었습니다."),
        (
            a_step(1, (2, "item"), (0, "finished"), stop=0, outcome="returned"),
            "`fetch('A')`가 시작해 `fetch('B')`를 깨우고 끝나며 `main()`을 깨웠습니다.",
        ),
        (
            a_step(1, (0, "exception"), stop=0, outcome="raised"),
            "`fetch('A')`가 시작해 예외로 끝나며 `main()`을 깨웠습니다.",
        ),
        (a_step(1, stop=0, outcome="cancelled"), "`fetch('A')`가 시작하기도 전에 취소되어 끝났습니다."),
        (a_step(1, kind="timer", stop=0), "타이머가 울려 콜백 `fetch('A')`가 실행되었습니다."),
        (
            a_step(1, (0, "set"), kind="callback", stop=0),
            "콜백 `fetch('A')`가 실행되어 `main()`을 깨우고 끝났습니다.",
        ),
    ],
)
def test_a_step_is_told_in_one_sentence(step: Step, sentence: str) -> None:
    assert sentences(a_run(step)) == [f"0.30초: {sentence}"]


def test_an_abandoned_generator_is_closed_by_a_task_of_the_loop() -> None:
    [told] = sentences(a_run(of_loop((1, "created"), kind="socket"), tasks=("main()", "aclose()")))
    assert told == "0.30초: 버려진 비동기 제너레이터를 닫으려고 `aclose()`를 만들었습니다."


def test_what_went_before_is_known() -> None:
    told = sentences(
        a_run(
            a_step(0, waits="gather(fetch('A'))"),
            a_step(1, waits="sleep(1)"),
            a_step(1, stop=0, outcome="cancelled"),
            of_loop((0, "finished")),
            a_step(0, stop=0, outcome="returned"),
        )
    )
    assert [sentence.removeprefix("0.30초: ") for sentence in told[2:]] == [
        "`fetch('A')`가 취소되어 끝났습니다.",
        "`gather`의 태스크가 모두 끝나 `main()`이 준비되었습니다.",
        "`main()`이 이어서 실행되어 끝났습니다.",
    ]


@pytest.mark.parametrize(
    "label",
    [
        *(
            "f('둘')이",
            "f('하나')가",
            "f('작업')이",
            "main()이",
            "simple_coroutine()이",
            "handle()이",
            "save()가",
        ),
        *("worker('A')가", "worker('L')이", "f(10)이", "f(2)가", "f() #3이", "fetch()가", "main_task()가"),
        *(
            "lock이",
            "queue.get()가",
            "gather(…)가",
            "async with TaskGroup()이",
            "()가",
            "f(<StreamReader>)가",
        ),
    ],
)
def test_particles_follow_the_last_sound(label: str) -> None:
    assert with_particle(label[:-1], "이가") == f"`{label[:-1]}`{label[-1]}"


def test_a_step_is_found_by_what_it_says() -> None:
    run = a_run(of_loop((1, "timer")), of_loop((2, "timer")))
    assert step_named(run, "타이머가 울려 fetch('B')가") == 1
    for text in ("타이머가 울려", "다른 말"):
        with pytest.raises(ValueError, match=text):
            step_named(run, text)


def test_a_run_without_steps_has_no_words() -> None:
    assert details(a_run()) == ""


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20))
def test_any_label_comes_back_as_the_same_text(label: str) -> None:
    label = label.replace("`", "")
    run = a_run(a_step(0, (1, "created"), waits=label), of_loop((1, "timer")), tasks=("main()", label))
    element = lxml.html.fromstring(f"<div>{details(run)}</div>").find("details")
    assert [item.text_content() for item in element.iter("li")] == [
        s.replace("`", "") for s in sentences(run)
    ]
    record = json.loads(element.get("data-record"))
    assert record["tasks"] == ["main()", label]
    assert record["steps"][0] == [0.3, 0.3, "task", 0, 1, 2, label, None, "", [[1, "created"]], [], 0]


def test_what_was_left_out_is_told() -> None:
    assert "이어진 7걸음은 남기지 않았습니다" in details(a_run(a_step(0), left_out=7))


def test_two_hundred_steps_take_at_most_8_kb_compressed() -> None:
    steps = [
        Step(
            begin=n * 0.00371,
            end=n * 0.00371 + 0.000057,
            kind="task",
            task=n % 3,
            line=n % 40,
            stop=n % 41,
            waits=f"sleep({n % 7})",
            until=n * 0.0123,
            outcome="",
            wakes=(Wake((n + 1) % 3, "item"),),
            ready=(1, 2),
            printed=n // 3,
        )
        for n in range(200)
    ]
    assert len(gzip.compress(details(a_run(*steps)).encode())) <= 8 * 1024
