"""What docs/core/concurrency-patterns.md says beyond the source chapter, looked up in the runs it shows."""

from __future__ import annotations

from collections.abc import Callable

from execution.model import Lane, Run
from execution.pages import Block
from tests.support import changed

Runs = Callable[[str], Run]
PAGE = "core/concurrency_patterns"


def outcomes(lanes: list[Lane]) -> list[str]:
    return [lane.outcome for lane in lanes]


def test_gather_takes_as_long_as_its_longest_call(run_of: Runs) -> None:
    calls = run_of(f"{PAGE}/gather.py").calls("fetch_data")
    assert max(lane.start for lane in calls) < min(lane.end for lane in calls)
    assert 0.55 < max(lane.end for lane in calls) < 1.5


def test_the_block_of_a_task_group_waits_at_its_end(run_of: Runs) -> None:
    printed = run_of(f"{PAGE}/task_group_success.py").output.splitlines()
    assert printed == [
        "블록의 마지막 줄",
        "글 수 응답 도착",
        "회원 응답 도착",
        "블록 다음 줄: User7의 글 3개",
    ]


def test_when_collect_ends(run_of: Runs) -> None:
    ends = {
        way: run_of(f"{PAGE}/{way}.py").calls("collect")[0].end
        for way in ("gather_default", "gather_return_exceptions", "task_group")
    }
    assert max(ends["gather_default"], ends["task_group"]) < 0.75 < ends["gather_return_exceptions"]


def test_only_under_gather_a_child_outlives_its_parent(run_of: Runs) -> None:
    for way, outlives in [("gather_default", True), ("task_group", False)]:
        run = run_of(f"{PAGE}/{way}.py")
        [parent] = run.calls("collect")
        assert (max(lane.end for lane in run.calls("fetch_data")) > parent.end + 0.1) is outlives


def test_what_gather_left_running_is_cancelled_when_the_program_ends_sooner(blocks: list[Block]) -> None:
    run = changed(blocks, f"{PAGE}/gather_default.py", ("    await asyncio.sleep(0.6)\n", ""))
    assert run.printed("C: 취소됨")
    assert not run.printed("C: 응답 도착")


def test_an_exception_that_is_taken_for_a_result_goes_unnoticed(run_of: Runs, blocks: list[Block]) -> None:
    shown = run_of(f"{PAGE}/gather_return_exceptions.py").output.splitlines()
    assert shown[2:5] == ["성공: A 결과", "실패: ConnectionError('B: 연결이 끊겼습니다')", "성공: C 결과"]
    run = changed(
        blocks, f"{PAGE}/gather_return_exceptions.py", ("isinstance(outcome, BaseException)", "False")
    )
    assert run.printed("성공: B: 연결이 끊겼습니다")
    assert run.exit_status == 0


def test_gather_says_nothing_of_the_second_failure(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/gather_second_failure.py")
    assert outcomes(run.calls("fetch_data")) == ["raised", "raised"]
    assert run.printed("A의 연결이 끊겼습니다")
    assert not run.printed("B의 연결이 끊겼습니다")
    assert {line.stream for line in run.lines} == {"stdout"}
    assert run.lines[-1].text == "메인: 정상 종료\n"


def test_whoever_cancels_gather_cancels_its_children(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/gather_cancelled.py")
    assert outcomes(run.calls("collect")) == ["cancelled"]
    assert outcomes(run.calls("fetch_data")) == ["returned", "cancelled", "cancelled"]


def test_what_as_completed_yields_to_for_is_none_of_the_tasks(run_of: Runs) -> None:
    printed = run_of(f"{PAGE}/as_completed.py").output.splitlines()[2:]
    assert [line.split()[0] for line in printed] == ["작업2", "작업4", "작업3", "작업1"]
    assert all(line.endswith("딕셔너리에서는 None") for line in printed)


def test_what_it_yields_to_async_for_is_the_task(run_of: Runs) -> None:
    printed = run_of(f"{PAGE}/as_completed_async_for.py").output.splitlines()
    assert [line.split(":")[0] for line in printed] == ["서울", "제주", "부산"]


def test_without_awaiting_them_cancelled_tasks_clean_up_after_the_message(blocks: list[Block]) -> None:
    waiting = "        await asyncio.gather(*rest, return_exceptions=True)\n"
    run = changed(blocks, f"{PAGE}/wait_cancel.py", (waiting, ""))
    [said] = run.printed("나머지 작업들 취소됨")
    assert all(run.printed(f"{name} 정리")[0] >= said for name in ("W1", "W3"))
    printed = run.output.splitlines()
    assert printed.index("나머지 작업들 취소됨") < printed.index("W1 정리")


def test_a_set_of_tasks_has_no_order_and_a_list_has(run_of: Runs) -> None:
    assert run_of(f"{PAGE}/wait_set_order.py").output.splitlines() == [
        "집합에서 꺼낸 순서는 100번 모두 같았나? False",
        "리스트에서 고른 순서는 100번 모두 같았나? True",
        "리스트에서 고른 순서: W1 W2 W3 W4 W5 W6 W7 W8",
    ]


def test_no_timeout_fires_in_blocking_code(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/timeout_blocking.py")
    assert run.printed("only_blocking: 성공")
    assert run.printed("blocking_then_await: TimeoutError")
    assert not run.printed("이 줄은 실행되지 않는다")
    for way, outcome in [("only_blocking", "returned"), ("blocking_then_await", "cancelled")]:
        [call] = run.calls(way)
        assert call.outcome == outcome
        assert call.end - call.start > 0.45  # the limit is 0.2


def test_a_timeout_does_not_stop_a_thread(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/timeout_thread.py")
    [waiting], [thread] = run.calls("main"), run.calls("read_report")
    assert waiting.end < 0.75
    assert thread.outcome == "returned"
    assert run.printed("asyncio.run()이 돌아옴")[0] >= thread.end > 0.75


def test_awaiting_the_outer_future_raises_and_the_inner_task_gives_its_result(run_of: Runs) -> None:
    printed = run_of(f"{PAGE}/shield_outer.py").output.splitlines()
    assert printed[-3:] == [
        "바깥 퓨처를 기다리면: CancelledError",
        "중요한 작업 완료",
        "안쪽 태스크를 기다리면: 중요한 결과",
    ]


def test_a_shielded_task_that_nobody_awaits_is_cancelled_at_the_end(blocks: list[Block]) -> None:
    run = changed(blocks, f"{PAGE}/shield_caller.py", ('    print(f"최종 결과: {await task}")\n', ""))
    assert outcomes(run.calls("critical_task")) == ["cancelled"]
    assert not run.printed("중요한 작업 완료")


def test_a_limit_for_each_step_starts_anew_and_one_for_both_is_shared(run_of: Runs) -> None:
    _, far = run_of(f"{PAGE}/exercise_budget.start.py").calls("request")
    assert far.end - far.start > 0.75
    run = run_of(f"{PAGE}/exercise_budget.py")
    _, far = run.calls("request")
    assert far.end - far.start > 0.55
    assert outcomes(run.calls("step")) == ["returned", "returned", "returned", "cancelled"]


def test_after_the_first_success_only_the_slow_server_is_cut_off(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/exercise_first_success.py")
    assert outcomes(run.calls("fetch_data")) == ["returned", "raised", "cancelled"]
