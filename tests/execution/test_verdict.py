"""A run that is not what its fence announced is told apart; its author is told what, where and how."""

from __future__ import annotations

from typing import Any

import pytest

from execution.model import Fault, Run
from execution.pages import Block
from execution.verdict import LAST_LINES, judge, report
from tests.support import LINE, PAGE, SNIPPET, a_block, a_run


def fault(given: Block, made: Run) -> Fault:
    found = judge(given, made)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("options", "fields"),
    [
        pytest.param({}, {}, id="reached-its-end"),
        pytest.param({"returncode": "0"}, {}, id="0-announced"),
        pytest.param({"returncode": "0"}, {"finished": False}, id="early-exit-announced"),
        pytest.param({"returncode": "1"}, {"exit_status": 1, "finished": False}, id="failure-announced"),
        pytest.param({"returncode": "-9"}, {"exit_status": -9, "finished": False}, id="signal-announced"),
        pytest.param({}, {"lanes_left_out": 5}, id="more-calls-than-lanes"),
    ],
)
def test_what_was_announced_is_no_fault(options: dict[str, Any], fields: dict[str, Any]) -> None:
    assert judge(a_block(**options), a_run("printed\n", **fields)) is None


@pytest.mark.parametrize(
    ("options", "fields", "message"),
    [
        pytest.param(
            {}, {"exit_status": 1, "finished": False}, "종료 상태 1로 끝났습니다", id="failing-exit"
        ),
        pytest.param({}, {"exit_status": -9, "finished": False}, "종료 상태 -9로 끝났습니다", id="killed"),
        pytest.param({}, {"exit_status": 1}, "종료 상태 1로 끝났습니다", id="failing-exit-after-the-end"),
        pytest.param(
            {},
            {"finished": False},
            '파일 끝에 이르기 전에 종료 상태 0으로 끝났습니다 (뜻한 것이라면 returncode="0")',
            id="early-exit",
        ),
        pytest.param(
            {"returncode": "1"}, {}, "종료 상태가 1이어야 하는데 0입니다", id="no-failure-though-announced"
        ),
        pytest.param(
            {"returncode": "0"},
            {"exit_status": 1},
            "종료 상태가 0이어야 하는데 1입니다",
            id="failure-though-0-announced",
        ),
        pytest.param(
            {},
            {"limit": "timeout", "exit_status": -9, "finished": False},
            "코드가 시간제한 30초 안에 끝나지 않았습니다",
            id="time-limit",
        ),
        pytest.param(
            {"timeout": "0.5"},
            {"limit": "timeout", "exit_status": -9},
            "끝까지 실행했지만 남은 스레드가 시간제한 0.5초 안에 끝나지 않았습니다",
            id="thread-left",
        ),
        pytest.param(
            {},
            {"limit": "output", "exit_status": -9, "finished": False},
            "출력이 64 KiB를 넘었습니다",
            id="output-limit",
        ),
        pytest.param(
            {},
            {"limit": "leftover", "detail": "7 (sleep 60)"},
            "끝났지만 프로세스가 남아 있었습니다: 7 (sleep 60)",
            id="process-left",
        ),
        pytest.param(
            {},
            {"never_called": ("f", "g")},
            "timeline=의 함수가 한 번도 불리지 않았습니다: f, g",
            id="never-called",
        ),
    ],
)
def test_what_was_not_announced_is_said(
    options: dict[str, Any], fields: dict[str, Any], message: str
) -> None:
    made = a_run("printed\n", **fields)
    assert fault(a_block(**options), made) == Fault(
        PAGE, LINE, message, f"snippets/{SNIPPET}", "printed\n", made.seconds
    )


def test_a_prediction_that_the_run_can_not_answer_is_a_fault() -> None:
    asking = a_block(predict="order")
    assert judge(asking, a_run("a\nb\n")) is None
    found = fault(asking, a_run("a\na\n"))
    assert (found.page, found.line) == (PAGE, LINE)
    assert "서로 다른 줄이 둘 이상" in found.message


@pytest.mark.parametrize("limit", ["timeout", "output", "processes", "memory", "disk", "leftover"])
def test_no_announced_status_excuses_a_run_that_was_stopped(limit: str) -> None:
    assert judge(a_block(returncode="-9"), a_run(exit_status=-9, finished=False, limit=limit)) is not None


TRACEBACK = """\
Traceback (most recent call last):
  File "example.py", line 30, in <module>
    asyncio.a_run(main())
  File "/usr/lib/python3.11/asyncio/runners.py", line 190, in run
    return runner.a_run(main)
  File "example.py", line 20, in main
    await asyncio.wait_for(work(), 1)
  File "/usr/lib/python3.11/asyncio/tasks.py", line 489, in wait_for
    return fut.result()
  File "/elsewhere/example.py", line 5, in other
TimeoutError
"""


def test_the_snippet_is_named_with_the_line_of_its_deepest_frame() -> None:
    """Frames of libraries are deeper still, but they are not the author's."""
    found = fault(a_block(), a_run(TRACEBACK, exit_status=1, finished=False))
    assert found.snippet == f"snippets/{SNIPPET}:20"


def test_a_dot_in_the_file_name_is_only_a_dot() -> None:
    found = fault(a_block(), a_run(TRACEBACK.replace("example.py", "exampleXpy"), exit_status=1))
    assert found.snippet == f"snippets/{SNIPPET}"


def test_at_the_time_limit_the_stuck_line_is_named_whatever_was_printed_before() -> None:
    made = a_run(TRACEBACK, limit="timeout", detail="7", exit_status=-9, finished=False)
    assert fault(a_block(), made).snippet == f"snippets/{SNIPPET}:7"


def test_code_without_a_snippet_is_named_by_its_page() -> None:
    traceback = TRACEBACK.replace("example.py", "main.py")
    found = fault(a_block(snippet=None), a_run(traceback, exit_status=1, finished=False))
    assert found.snippet == f"{PAGE}의 코드:20"


def test_a_report_says_place_cause_time_snippet_and_output() -> None:
    told = report([Fault(PAGE, LINE, "끝났습니다", f"snippets/{SNIPPET}:3", "하나\n둘\n", 1.236)])
    assert told == (f"{PAGE}:{LINE}: 끝났습니다 (1.24초)\n    snippets/{SNIPPET}:3\n    | 하나\n    | 둘")


def test_a_report_of_what_never_ran_is_its_first_line_alone() -> None:
    assert report([Fault(PAGE, LINE, "알 수 없는 펜스 옵션입니다")]) == (
        f"{PAGE}:{LINE}: 알 수 없는 펜스 옵션입니다"
    )


def test_all_faults_are_reported_in_the_order_given() -> None:
    faults = [Fault(page, line, "x") for page, line in [("b.md", 2), ("b.md", 10), ("a.md", 1)]]
    assert report(faults) == "b.md:2: x\n\nb.md:10: x\n\na.md:1: x"


def test_no_fault_is_nothing_to_report() -> None:
    assert report([]) == ""


@pytest.mark.parametrize(("count", "left_out"), [(LAST_LINES, 0), (LAST_LINES + 1, 1), (1000, 988)])
def test_only_the_last_lines_of_output_are_quoted(count: int, left_out: int) -> None:
    output = "".join(f"{number}\n" for number in range(count))
    quoted = report([Fault(PAGE, LINE, "x", "", output)]).splitlines()[1:]
    if left_out:
        assert quoted.pop(0) == f"    | … (앞의 {left_out}줄 생략)"
    assert quoted == [f"    | {number}" for number in range(left_out, count)]


@pytest.mark.parametrize(
    ("output", "quoted"),
    [
        pytest.param("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m", id="ANSI"),
        pytest.param("\x1b]0;title\x07\0", "\\x1b]0;title\\x07\\x00", id="bell-and-NUL"),
        pytest.param("50%\r100%", "50%\\r100%", id="carriage-return"),
        pytest.param("\x9b2J\x85\u2028", "\\x9b2J\\x85\\u2028", id="C1-and-line-separators"),
        pytest.param("\u202eabc", "\\u202eabc", id="reversed-text"),
        pytest.param("가나 → 다 \\n'\"", "가나 → 다 \\n'\"", id="all-that-is-printable"),
        pytest.param("가" * 10**5, "가" * 200 + " …", id="an-endless-line"),
        pytest.param("x" * 200, "x" * 200, id="a-line-just-short-enough"),
    ],
)
def test_output_is_quoted_safely_for_a_terminal(output: str, quoted: str) -> None:
    assert report([Fault(PAGE, LINE, "x", "", output)]).split("\n")[1:] == [f"    | {quoted}"]


def test_empty_lines_at_the_end_of_output_are_not_quoted() -> None:
    assert report([Fault(PAGE, LINE, "x", "", "a\n\nb\n\n\n")]).splitlines()[1:] == [
        "    | a",
        "    | ",
        "    | b",
    ]
