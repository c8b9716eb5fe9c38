"""The picture says what the `Run` says, in shapes, in words and within bounds."""

from __future__ import annotations

import gzip
from dataclasses import replace

import lxml.html
import pytest

from execution.model import Lane, Line, Outcome, Run, Step
from execution.show.timeline import MAX_LANES, THIN, _legend, describe, draw
from tests.support import a_run as made_run


def a_lane(number: int, outcome: Outcome = "returned", **changes: str) -> Lane:
    start, end = number * 0.1, number * 0.1 + 2.0
    lane = Lane(
        call=f"fetch('작업{number}')",
        function="fetch",
        thread="",
        start=start,
        end=end,
        outcome=outcome,
        active=((start, start + 0.5), (end - 0.25, end)),
    )
    return replace(lane, **changes)  # type: ignore[arg-type]


def a_run(*lanes: Lane, lanes_left_out: int = 0) -> Run:
    return made_run(seconds=5.0, lanes=lanes, lanes_left_out=lanes_left_out)


def picture(run: Run) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(f"<div>{draw(run)}</div>").find("svg")


def test_a_run_without_lanes_has_no_picture() -> None:
    assert draw(a_run()) == ""


def test_the_picture_equals_the_run() -> None:
    lanes = [a_lane(0), a_lane(1, "cancelled"), a_lane(2, "raised", thread="asyncio_0")]
    svg = picture(a_run(*lanes))
    domain = float(svg.get("data-domain"))
    drawn = svg.findall(".//g[@class='lane']")
    assert [group.get("data-call") for group in drawn] == [lane.call for lane in lanes]
    for group, lane in zip(drawn, lanes, strict=True):
        assert float(group.get("data-start")) == pytest.approx(lane.start, abs=1e-3)
        assert float(group.get("data-end")) == pytest.approx(lane.end, abs=1e-3)
        waiting, *active = group.findall("rect")
        assert waiting.get("class") == "waiting"
        spans = [(float(bar.get("data-start")), float(bar.get("data-end"))) for bar in active]
        assert spans == [pytest.approx(span, abs=1e-3) for span in lane.active]
        for bar, (start, end) in zip([waiting, *active], [(lane.start, lane.end), *lane.active], strict=True):
            assert float(bar.get("x")[:-1]) == pytest.approx(100 * start / domain, abs=0.02)
            assert float(bar.get("width")[:-1]) == pytest.approx(100 * (end - start) / domain, abs=0.02)
            assert bar.find("title").text.endswith(f"{start:.3f}–{end:.3f}초")
    assert [group.findtext("text[@class='mark']") for group in drawn] == [None, "✕", "!"]
    assert drawn[2].findtext("text[@class='label']") == "fetch('작업2') · asyncio_0"


def test_a_call_that_is_ready_but_not_running_has_a_look_of_its_own() -> None:
    """What is too short to be seen is left out: each wake-up waits some microseconds for its turn."""
    lane = replace(a_lane(0), ready=((0.6, 1.0), (1.5, 1.5001)), task=9)
    [group] = picture(a_run(lane)).findall(".//g[@class='lane']")
    [bar] = group.findall("rect[@class='ready']")
    assert (bar.get("data-start"), bar.get("data-end")) == ("0.600", "1.000")
    assert bar.findtext("title") == "준비됨 0.600–1.000초"
    assert group.get("data-task") == "9"
    assert "--task:var(--run-task-1)" in group.get("style")


def test_the_legend_names_the_third_state_where_an_event_loop_ran() -> None:
    step = Step(0.0, 0.1, "task", 0, 1, 0, "", None, "returned", (), ())
    assert "준비됨" not in _legend(a_run(a_lane(0)))
    assert "준비됨" in _legend(replace(a_run(a_lane(0)), steps=(step,)))


def test_the_picture_is_told_in_words() -> None:
    lane = a_lane(0)
    assert describe(lane) == "fetch('작업0'): 0.00초에 시작, 2.00초에 완료, 실행 37.5%"
    assert describe(a_lane(0, "cancelled")).endswith("2.00초에 취소됨, 실행 37.5%")
    label = picture(a_run(lane, a_lane(1))).get("aria-label")
    assert label == f"{describe(lane)}. {describe(a_lane(1))}."


def test_arguments_are_text() -> None:
    run = a_run(a_lane(0, call="""f('<b>"&')"""))
    assert "<b>" not in draw(run).replace(_legend(run), "")
    assert picture(run).find(".//g").get("data-call") == """f('<b>"&')"""


def test_what_is_not_drawn_is_told_in_words() -> None:
    lanes = [a_lane(number) for number in range(MAX_LANES)]
    others = [a_lane(number, function="other") for number in range(160)]
    page = lxml.html.fromstring(f"<div>{draw(a_run(*lanes, *others, lanes_left_out=7))}</div>")
    assert len(page.findall(".//g")) == MAX_LANES
    assert page.findtext(".//p[@class='run-rest']") == (
        "그리지 않은 호출: other 160번(0.00초–17.90초), 시각을 남기지 않은 호출 7번"
    )


def test_ticks_are_round_and_few() -> None:
    for seconds in (0.0004, 0.004, 0.05, 0.3, 0.9, 3.0, 7.0, 29.0, 240.0, 599.0, 3600.0, 86400.0):
        run = replace(a_run(replace(a_lane(0), end=seconds, active=())), seconds=seconds)
        times = picture(run).findall("text[@class='time']")
        assert 2 <= len(times) <= 6
        assert float(times[0].text[:-1]) == 0.0
        step = float(times[1].text[:-1])
        assert str(step).strip("0.")[0] in "125"
        expected = [number * step for number in range(len(times))]
        assert [float(time.text[:-1]) for time in times] == pytest.approx(expected)


def test_the_axis_ends_where_the_replay_ends() -> None:
    """A line that was printed after the last call had ended, by a child process for example."""
    run = replace(a_run(a_lane(0)), lines=(Line(1.0, "stdout", "a\n"), Line(7.5, "stdout", "b\n")))
    svg = picture(run)
    assert float(svg.get("data-end")) == 7.5 < float(svg.get("data-domain")) < 8


def test_the_axis_ends_where_the_steps_end() -> None:
    """One of a thread's own loop, for example, which goes on after the main thread's calls."""
    step = Step(7.0, 7.5, "task", 0, 1, 0, "", None, "returned", (), ())
    assert float(picture(replace(a_run(a_lane(0)), steps=(step,))).get("data-end")) == 7.5


def test_a_run_of_no_time_at_all_has_a_picture() -> None:
    lane = Lane("f()", "f", "", 0.0, 0.0, "returned", ())
    assert float(picture(replace(a_run(lane), seconds=0.0)).get("data-domain")) > 0


def test_no_bar_is_too_short_to_be_seen() -> None:
    bars = picture(a_run(replace(a_lane(0), active=((1.0, 1.0),)))).findall(".//rect[@class='active']")
    assert [float(bar.get("width")[:-1]) for bar in bars] == [100 * THIN]


def test_gaps_too_small_to_see_are_joined_and_others_are_not() -> None:
    lane = replace(a_lane(0), active=((0.0, 0.1), (0.1001, 0.2), (1.0, 1.1)))
    bars = picture(a_run(lane)).findall(".//rect[@class='active']")
    assert [(bar.get("data-start"), bar.get("data-end")) for bar in bars] == [
        ("0.000", "0.200"),
        ("1.000", "1.100"),
    ]


def test_twenty_lanes_take_at_most_8_kb_compressed() -> None:
    lanes = []
    for number in range(20):
        lane = a_lane(number)
        pieces = tuple((lane.start + i * 0.1, lane.start + i * 0.1 + 0.0137 * (i + 1)) for i in range(10))
        lanes.append(replace(lane, active=pieces))
    assert len(gzip.compress(draw(a_run(*lanes)).encode())) <= 8 * 1024
