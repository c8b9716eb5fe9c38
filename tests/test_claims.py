"""What the source chapter claims, and what its mended examples have to show, holds in their real runs.

Only orders, counts and wide ratios are looked at: how long anything took depends on the machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pytest

from execution.model import Lane, Run

Runs = Callable[[str], Run]


def lanes(run: Run, function: str) -> list[Lane]:
    """The calls of `function`, in the order in which they began."""
    found = [lane for lane in run.lanes if lane.function.rpartition(".")[2] == function]
    assert found, f"no timeline of {function}"
    return sorted(found, key=lambda lane: lane.start)


def lines(run: Run) -> list[str]:
    return [line.text.strip() for line in run.lines]


def times(run: Run) -> dict[str, float]:
    """When each line was printed."""
    return {line.text.strip(): line.t for line in run.lines}


def measured(run: Run, label: str) -> float:
    """The seconds that the example itself printed behind `label`."""
    [seconds] = re.findall(rf"^{re.escape(label)} ([\d.]+)초$", run.output, re.MULTILINE)
    return float(seconds)


def test_blocking_calls_take_six_seconds_one_after_the_other(run_of: Runs) -> None:
    run = run_of("basics/sync_vs_async/sync_example.py")
    assert measured(run, "총 소요시간:") >= 5.9
    for earlier, later in pairwise(lanes(run, "sync_fetch_data")):
        assert earlier.end <= later.start


def test_coroutines_take_half_of_that_side_by_side(run_of: Runs) -> None:
    sync = measured(run_of("basics/sync_vs_async/sync_example.py"), "총 소요시간:")
    run = run_of("basics/sync_vs_async/async_example.py")
    calls = lanes(run, "async_fetch_data")
    assert 2.9 <= measured(run, "총 소요시간:") < sync / 1.5
    assert max(lane.start for lane in calls) < min(lane.end for lane in calls)
    assert [line for line in lines(run) if "완료" in line] == ["작업2 완료", "작업1 완료", "작업3 완료"]
    assert lines(run)[-1] == "결과: ['작업1 결과', '작업2 결과', '작업3 결과']"


def test_awaiting_one_by_one_is_no_faster_than_blocking(run_of: Runs) -> None:
    calls = lanes(run_of("basics/sync_vs_async/sequential_await.py"), "async_fetch_data")
    assert all(earlier.end <= later.start for earlier, later in pairwise(calls))


def test_the_body_of_a_coroutine_runs_when_it_is_awaited(run_of: Runs) -> None:
    printed = lines(run_of("basics/async_await/syntax.py"))
    assert printed.index("호출이 돌려준 것: coroutine") < printed.index("코루틴 시작")


def test_a_task_awaited_at_once_runs_alone(run_of: Runs) -> None:
    first, second = lanes(run_of("basics/async_await/create_then_await.py"), "simple_coroutine")
    assert first.end <= second.start


def test_tasks_created_before_the_first_await_run_side_by_side(run_of: Runs) -> None:
    first, second = lanes(run_of("basics/async_await/create_all_then_await.py"), "simple_coroutine")
    assert second.start < first.end


def test_a_forgotten_await_runs_nothing_and_warns(run_of: Runs) -> None:
    run = run_of("basics/async_await/forgotten_await.py")
    assert "coroutine 'save' was never awaited" in run.output
    assert [lane.call for lane in lanes(run, "save")] == ["save('사진')"]


def test_io_tasks_wait_side_by_side(run_of: Runs) -> None:
    calls = lanes(run_of("basics/event_loop/io_bound.py"), "io_bound_task")
    assert len(calls) == 3
    assert max(lane.start for lane in calls) < min(lane.end for lane in calls)


def test_cpu_tasks_take_turns(run_of: Runs) -> None:
    first, second = lanes(run_of("basics/event_loop/cpu_bound.py"), "cpu_bound_task")
    assert second.start < first.end
    assert len(first.active) > 2
    turns = sorted([*first.active, *second.active])
    assert all(end <= start for (_, end), (start, _) in pairwise(turns))


def test_a_blocking_call_holds_up_the_whole_loop_and_a_thread_does_not(run_of: Runs) -> None:
    blocked = lines(run_of("basics/event_loop/blocking_call.py"))
    assert blocked[0] == "보고서 결과"
    free = lines(run_of("basics/event_loop/to_thread.py"))
    assert free[-1] == "보고서 결과"


def test_sleep_zero_lets_others_in_and_shortens_nothing(run_of: Runs) -> None:
    at = times(run_of("basics/event_loop/sleep_zero.py"))
    signals = {line.split(":")[0]: t for line, t in at.items() if "신호" in line}
    assert signals["독점 신호 1"] >= at["CPU 작업 독점 완료"]
    assert signals["양보 신호 1"] < at["CPU 작업 양보 완료"]


def test_callbacks_and_coroutines_give_the_same(run_of: Runs) -> None:
    by_callback = lines(run_of("basics/event_loop/callback_example.py"))
    by_await = lines(run_of("basics/event_loop/async_example.py"))
    assert by_callback[-2:] == by_await[1:3]


def test_gather_keeps_the_order_of_its_arguments(run_of: Runs) -> None:
    printed = lines(run_of("core/concurrency_patterns/gather.py"))
    assert printed[1:4] == ["빠른작업 끝", "중간작업 끝", "느린작업 끝"]
    assert re.findall(r"\w+작업", printed[-1]) == ["느린작업", "빠른작업", "중간작업"]


def test_as_completed_yields_in_the_order_of_completion(run_of: Runs) -> None:
    run = run_of("core/concurrency_patterns/as_completed.py")
    shown = [line.split()[0] for line in lines(run) if "완료 (" in line]
    calls = sorted(lanes(run, "random_task"), key=lambda lane: lane.end)
    assert [f"random_task('{name}')" for name in shown] == [lane.call for lane in calls]
    assert shown != sorted(shown)


def test_wait_returns_with_one_done_and_three_pending(run_of: Runs) -> None:
    printed = lines(run_of("core/concurrency_patterns/wait_finish.py"))
    assert {"완료된 작업 수: 1", "대기 중인 작업 수: 3", "첫 완료 작업: 작업자_W2"} <= set(printed)


def test_pending_tasks_that_are_awaited_end_by_themselves(run_of: Runs) -> None:
    run = run_of("core/concurrency_patterns/wait_finish.py")
    assert {lane.outcome for lane in lanes(run, "worker")} == {"returned"}
    assert lines(run)[-1] == "나머지 결과: ['작업자_W1', '작업자_W3', '작업자_W4']"


def test_pending_tasks_that_are_cancelled_clean_up_before_the_program_goes_on(run_of: Runs) -> None:
    run = run_of("core/concurrency_patterns/wait_cancel.py")
    outcomes = {lane.call: lane.outcome for lane in lanes(run, "worker")}
    assert outcomes.pop("worker('W2')") == "returned"
    assert set(outcomes.values()) == {"cancelled"}
    printed = lines(run)
    asked = printed.index("취소 요청 직후: [False, False]")
    cleaned_up = [printed.index(f"{name} 정리") for name in ("W1", "W3")]
    assert asked < min(cleaned_up) < max(cleaned_up) < printed.index("나머지 작업들 취소됨")
    assert printed[-1] == "기다린 뒤: [True, True]"


@pytest.mark.parametrize("way", ["timeout_wait_for", "timeout_block"])
def test_a_timeout_cuts_the_slow_task_off(way: str, run_of: Runs) -> None:
    run = run_of(f"core/concurrency_patterns/{way}.py")
    fast, slow = lanes(run, "slow_task")
    assert (fast.outcome, slow.outcome) == ("returned", "cancelled")
    assert "성공: 빠른작업 완료" in lines(run)
    assert lines(run)[-1] == "느린작업 타임아웃!"


def test_a_shielded_task_outlives_the_answer_given_at_the_limit_and_gives_its_result(run_of: Runs) -> None:
    run = run_of("core/concurrency_patterns/shield.py")
    assert lines(run)[1:] == [
        "중요한 작업 시작",
        "메인 작업 타임아웃, 하지만 중요한 작업은 계속 실행",
        "먼저 보낸 답: 접수했습니다",
        "중요한 작업 완료",
        "최종 결과: 중요한 결과",
    ]
    [inner], [caller] = lanes(run, "critical_task"), lanes(run, "main_task")
    assert (inner.outcome, caller.outcome) == ("returned", "returned")
    assert caller.end < 0.4 < 0.55 < inner.end


def test_shield_spares_the_inner_task_and_not_its_caller(run_of: Runs) -> None:
    run = run_of("core/concurrency_patterns/shield_caller.py")
    [inner], [caller] = lanes(run, "critical_task"), lanes(run, "main_task")
    assert (inner.outcome, caller.outcome) == ("returned", "cancelled")
    assert caller.end < inner.end


def test_what_a_timeout_cancels_is_the_outer_future_of_shield(run_of: Runs) -> None:
    printed = lines(run_of("core/concurrency_patterns/shield_outer.py"))
    assert "바깥 퓨처: cancelled=True" in printed
    assert "안쪽 태스크: cancelled=False, done=False" in printed


@pytest.mark.parametrize(
    ("way", "outcomes", "who_is_last"),
    [
        ("gather_default", ["returned", "raised", "returned"], "fetch_data('C')"),
        ("gather_return_exceptions", ["returned", "raised", "returned"], "collect()"),
        ("task_group", ["returned", "raised", "cancelled"], "collect()"),
    ],
)
def test_when_a_child_fails(way: str, outcomes: list[str], who_is_last: str, run_of: Runs) -> None:
    """gather leaves the others alone, or waits for them; a task group cancels them and waits."""
    run = run_of(f"core/concurrency_patterns/{way}.py")
    assert [lane.outcome for lane in lanes(run, "fetch_data")] == outcomes
    assert max(run.lanes, key=lambda lane: lane.end).call == who_is_last


def test_an_async_resource_is_open_only_inside_its_block(run_of: Runs) -> None:
    printed = lines(run_of("core/context_managers/async_resource.py"))
    order = ["연결 완료", "에서 작업 수행", "정리 완료", "블록을 나온 뒤: 리소스가 연결되지 않음"]
    places = [next(n for n, line in enumerate(printed) if part in line) for part in order]
    assert places == sorted(places)


def test_an_exception_leaves_the_block_after_the_cleanup(run_of: Runs) -> None:
    printed = lines(run_of("core/context_managers/aexit_false.py"))
    assert printed[-2:] == ["DB커넥션 리소스 정리 완료", "밖에서 받은 예외: 저장할 수 없는 값: -1"]


def test_a_decorated_generator_surrounds_the_block(run_of: Runs) -> None:
    printed = lines(run_of("core/context_managers/async_context_demo.py"))
    assert printed == ["컨텍스트 진입", "컨텍스트에서 작업: 임시 리소스", "컨텍스트 정리", "블록 다음 줄"]


def test_every_item_of_the_queue_is_processed_once_before_the_consumers_are_cancelled(run_of: Runs) -> None:
    run = run_of("core/queues/producer_consumer.py")
    produced = re.findall(r"^생산자 \w+: (\S+) 생산$", run.output, re.MULTILINE)
    processed = re.findall(r"^소비자 \w+: (\S+) 처리 완료$", run.output, re.MULTILINE)
    assert sorted(processed) == sorted(produced)
    assert len(set(produced)) == 5
    assert lines(run)[-1] == "모든 아이템 처리 완료"
    assert [lane.outcome for lane in lanes(run, "consumer")] == ["cancelled", "cancelled"]


def test_consumers_that_leave_by_timeout_leave_items_behind(run_of: Runs) -> None:
    printed = lines(run_of("core/queues/consumer_timeout.py"))
    assert printed.index("소비자 C1 타임아웃으로 종료") < printed.index("생산자 P1: P1_item_1 생산")
    assert printed[-1] == "join()이 돌아오지 않음, 남은 작업 1개"
