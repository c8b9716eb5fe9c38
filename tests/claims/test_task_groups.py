"""What docs/core/task-groups.md says, looked up in the runs it shows."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable

import pytest

from execution.model import Lane, Run

Runs = Callable[[str], Run]
PAGE = "core/task_groups"


def lines(run: Run) -> list[str]:
    return [line.strip() for line in run.output.splitlines()]


def length(lane: Lane) -> float:
    return lane.end - lane.start


def test_the_block_waits_at_its_end_and_its_body_is_one_of_the_things_under_way(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/trip.py")
    expected = ["호텔 예약됨", "짐을 다 꾸림", "블록의 마지막 줄", "항공권 예약됨", "블록 다음 줄"]
    assert lines(run)[:5] == expected
    [trip], [pack] = run.calls("book_trip"), run.calls("pack")
    bookings = run.calls("book")
    assert min(call.end for call in bookings) < pack.end < max(call.end for call in bookings)
    assert 0.65 < length(trip) < 1.19  # not 1.2, the sum


def test_a_function_with_a_group_leaves_no_task_behind(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/left_behind.py")
    assert re.findall(r"끝나지 않은 태스크 (\d)개", run.output) == ["2", "0"]
    [bare], [group] = run.calls("with_tasks"), run.calls("with_group")
    first, second, third, fourth = run.calls("notify")
    assert bare.end < min(first.end, second.end)
    assert group.end >= max(third.end, fourth.end)


def test_after_a_failure_gather_goes_on_and_a_group_stops_first(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/gather_and_group.py")
    assert [line.partition(" (")[0] for line in lines(run)] == [
        "gather: 항공권 예약됨",
        "gather: 여행을 포기합니다",
        "gather: 렌터카 예약됨",
        "group: 항공권 예약됨",
        "group: 렌터카 예약을 그만둠",
        "group: 여행을 포기합니다",
    ]
    assert run.calls("with_gather")[0].end < run.calls("book")[2].end
    assert [call.outcome for call in run.calls("book")[3:]] == ["returned", "raised", "cancelled"]


def test_the_four_ways_a_group_ends(run_of: Runs) -> None:
    group = "밖으로: ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('잘못된 값')])"
    run = run_of(f"{PAGE}/endings.py")
    assert lines(run) == [
        *("child_fails", "형제: 취소됨", group),
        *("body_fails", "형제: 취소됨", group),
        *("cancelled_from_outside", "형제: 취소됨", "밖으로: CancelledError"),
        *("one_child_cancelled", "형제: 끝까지 실행됨", "밖으로: None"),
    ]


def test_a_failing_clean_up_takes_the_place_of_the_cancellation() -> None:
    async def fails_in_the_end() -> None:
        try:
            await asyncio.sleep(1)
        finally:
            raise ValueError

    async def block() -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(fails_in_the_end())
            await asyncio.sleep(1)

    async def main() -> None:
        parent = asyncio.create_task(block())
        await asyncio.sleep(0.05)
        parent.cancel()
        await asyncio.wait([parent])
        assert isinstance(parent.exception(), ExceptionGroup)

    asyncio.run(main())


def test_a_child_cancelled_by_itself_has_no_result() -> None:
    async def main() -> None:
        async with asyncio.TaskGroup() as group:
            child = group.create_task(asyncio.sleep(1))
            child.cancel()
        with pytest.raises(asyncio.CancelledError):
            child.result()

    asyncio.run(main())


def test_a_failure_goes_as_far_as_the_handler_around_a_group(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/nested.py")
    outcomes = [(call.call, call.outcome) for call in run.calls("load")]
    assert outcomes[:3] == [
        ("load('본문')", "returned"),
        ("load('날씨')", "raised"),
        ("load('광고')", "cancelled"),
    ]
    assert outcomes[3:] == [
        ("load('본문')", "cancelled"),
        ("load('날씨')", "raised"),
        ("load('광고')", "cancelled"),
    ]
    assert lines(run)[-1].count("ExceptionGroup(") == 2


def test_every_matching_clause_runs_and_the_rest_goes_on(run_of: Runs) -> None:
    assert lines(run_of(f"{PAGE}/except_star.py")) == [
        "연결 문제: A: 연결이 끊김, C: 연결이 끊김",
        "내용 문제: B: 응답을 읽을 수 없음",
        "밖으로 나온 것: ExceptionGroup('unhandled errors in a TaskGroup', [KeyError('D: 항목이 없음')])",
    ]


def test_what_the_compiler_says_about_except_star(run_of: Runs) -> None:
    printed = lines(run_of(f"{PAGE}/except_star_rules.py"))
    verdicts = dict(zip(printed[::2], printed[1::2], strict=True))
    assert "cannot have both" in verdicts["except와 섞기"]
    assert verdicts["블록 안에서 return"] == verdicts["블록 안에서 continue"]
    assert "cannot appear in an" in verdicts["블록 안에서 return"]
    assert verdicts["예외 이름 빼기"].startswith("SyntaxError")
    assert verdicts["변수에 담고, 블록 다음에서 return"] == "통과"


def test_except_star_takes_no_group_by_name() -> None:
    with pytest.raises(TypeError, match="ExceptionGroup"):
        try:
            raise ExceptionGroup("two", [ValueError(), KeyError()])
        except* ExceptionGroup:  # type: ignore[misc]  # its refusal is what is tested
            pass


def test_both_limits_hold_and_differ_in_the_number_of_tasks(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/limit.py")
    assert re.findall(r"태스크 (\d)개", run.output) == ["6", "2"]
    assert run.most_at_once("fetch") == 2
    for seconds in re.findall(r"([\d.]+)초", run.output):
        assert 0.55 <= float(seconds) < 1.19  # not 1.2, the sum
    with_workers = run.calls("fetch")[6:]
    assert sorted(call.call for call in with_workers) == [f"fetch({page})" for page in range(1, 7)]


def test_children_make_children_and_each_page_is_read_once(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/crawl.py")
    read = [line.removesuffix(" 읽음") for line in lines(run) if line.endswith(" 읽음")]
    assert read == ["/", "/글", "/소개", "/글/1", "/글/2"]
    assert "모두 5쪽" in lines(run)
    assert lines(run)[-1].endswith("is finished")


def test_a_group_is_left_early_without_an_exception(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/first_answer.py")
    assert lines(run) == ["서울: 그만둠", "제주: 그만둠", "받은 것: 부산의 답"]
    assert length(run.calls("first_answer")[0]) < 0.9


def test_bookings_are_undone_side_by_side_after_the_failure(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/exercise_undo.py")
    failed = next(call.end for call in run.calls("book") if call.outcome == "raised")
    assert all(call.start >= failed for call in run.calls("undo"))
    assert run.most_at_once("undo") == 2


def test_a_child_that_handles_its_failure_spares_the_others(run_of: Runs) -> None:
    outcomes = [call.outcome for call in run_of(f"{PAGE}/exercise_independent.py").calls("read_feed")]
    assert outcomes == ["returned", "raised", "returned", "returned"]
