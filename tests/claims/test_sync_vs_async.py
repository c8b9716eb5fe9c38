"""What docs/basics/sync-vs-async.md says beyond the source chapter, looked up in the runs it shows."""

from __future__ import annotations

import re
from collections.abc import Callable

from execution.model import Lane, Run

Runs = Callable[[str], Run]
PAGE = "basics/sync_vs_async"


def fetched(run: Run) -> dict[str, Lane]:
    """The calls of async_fetch_data by the name they fetch."""
    return {lane.call.split("'")[1]: lane for lane in run.calls("async_fetch_data")}


def measured(run: Run) -> float:
    [seconds] = re.findall(r"^총 소요시간: ([\d.]+)초$", run.output, re.MULTILINE)
    return float(seconds)


def busy(lane: Lane) -> float:
    """The part of its time for which a call held its thread."""
    return sum(end - start for start, end in lane.active) / (lane.end - lane.start)


def test_the_blocking_calls_hold_the_thread_and_the_awaits_do_not(run_of: Runs) -> None:
    assert min(map(busy, run_of(f"{PAGE}/sync_example.py").calls("sync_fetch_data"))) > 0.95
    assert max(map(busy, run_of(f"{PAGE}/async_example.py").calls("async_fetch_data"))) < 0.3
    assert max(map(busy, run_of(f"{PAGE}/sequential_await.py").calls("async_fetch_data"))) < 0.5


def test_the_shortest_wait_is_the_first_to_be_woken(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/async_example.py")
    first = next(step for step in run.steps if step.kind == "timer")
    assert [run.tasks[task] for task in first.ready] == ["async_fetch_data('작업2')"]
    assert first.task == -1


def test_job_three_takes_three_seconds_either_way(run_of: Runs) -> None:
    sync = run_of(f"{PAGE}/sync_example.py").calls("sync_fetch_data")[-1]
    coroutine = fetched(run_of(f"{PAGE}/async_example.py"))["작업3"]
    for lane in (sync, coroutine):
        assert 2.9 < lane.end - lane.start < 4.5


def test_awaiting_line_by_line_adds_up(run_of: Runs) -> None:
    assert 0.58 < measured(run_of(f"{PAGE}/sequential_await.py")) < 1.5


def test_the_start_of_the_first_exercise_takes_the_sum_and_its_solution_the_longer_way(run_of: Runs) -> None:
    assert 0.68 < measured(run_of(f"{PAGE}/exercise_order.start.py")) < 1.8
    solved = run_of(f"{PAGE}/exercise_order.py")
    assert 0.38 < measured(solved) < 0.68
    calls = fetched(solved)
    assert calls["공지"].start < calls["회원"].end <= calls["주문"].start < calls["공지"].end


def test_a_thousand_requests_take_one_thread_and_little_longer_than_one(run_of: Runs) -> None:
    few = run_of(f"{PAGE}/exercise_thousand.start.py")
    [done] = re.findall(r"끝난 요청: (\d+)개", few.output)
    assert 1 < int(done) < 10
    run = run_of(f"{PAGE}/exercise_thousand.py")
    assert "끝난 요청: 1000개\n실행한 스레드: {'MainThread'}\n" in run.output
    assert 0.29 < measured(run) < 3
