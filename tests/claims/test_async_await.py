"""What docs/basics/async-await.md says beyond the source chapter, looked up in the runs it shows."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable

import pytest

from execution.model import Run

Runs = Callable[[str], Run]
PAGE = "basics/async_await"


def lines(run: Run) -> list[str]:
    return [line.text.strip() for line in run.lines]


def measured(run: Run) -> float:
    [seconds] = re.findall(r"^총 소요시간: ([\d.]+)초$", run.output, re.MULTILINE)
    return float(seconds)


def test_the_two_rules_about_await_and_run() -> None:
    with pytest.raises(SyntaxError, match="'await' outside async function"):
        compile("def f():\n    await g()\n", "f.py", "exec")

    async def nested() -> None:
        never_run = asyncio.sleep(0)
        try:
            asyncio.run(never_run)
        finally:
            never_run.close()

    with pytest.raises(RuntimeError, match="running event loop"):
        asyncio.run(nested())


def test_a_task_starts_at_the_first_await_and_only_its_rest_is_waited_for(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/create_task.py")
    order = ["태스크를 예약했습니다", "코루틴 시작", "다른 일을 마쳤습니다", "코루틴 완료", "결과2: 결과값"]
    assert lines(run) == order
    assert [run.tasks[task] for task in run.steps[0].ready] == ["simple_coroutine()"]
    [main] = run.calls("coroutine_examples")
    assert 0.28 < main.end - main.start < 0.9


def test_an_eager_task_has_begun_and_may_have_ended_when_it_is_created(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/eager.py")
    assert tuple(map(int, run.python.split(".")[:2])) >= (3, 12)
    assert lines(run)[:2] == ["설명서: 시작", "설명서: 만들자마자 done=True"]
    assert lines(run)[3:5] == ["보고서: 시작", "보고서: 만들자마자 done=False"]


def test_gather_gives_its_results_in_the_order_of_its_arguments(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/gather.py")
    assert lines(run)[:3] == ["수성 도착", "금성 도착", "화성 도착"]
    assert lines(run)[3] == "동시 실행 결과: ['금성 사진', '화성 사진', '수성 사진']"
    last = max(run.calls("simple_coroutine"), key=lambda lane: lane.end)
    assert "화성" in last.call
    assert run.most_at_once("simple_coroutine") == 3


def test_creating_and_awaiting_in_one_line_takes_the_sum(run_of: Runs) -> None:
    assert 0.58 < measured(run_of(f"{PAGE}/create_then_await.py")) < 1.5
    assert 0.28 < measured(run_of(f"{PAGE}/create_all_then_await.py")) < 0.59  # not 0.6


def test_a_coroutine_moves_when_it_is_awaited_and_only_once(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/coroutine_vs_task.py")
    task, coroutine = run.calls("simple_coroutine")
    assert "태스크" in task.call
    assert 0.05 < coroutine.start - task.end < 0.9
    assert "코루틴을 다시 await: cannot reuse already awaited coroutine" in lines(run)
    assert lines(run)[-1] == "태스크를 두 번 await: 태스크 결과값, 태스크 결과값"


def test_states_of_tasks(run_of: Runs) -> None:
    printed = lines(run_of(f"{PAGE}/task_management.py"))
    states = [line for line in printed if line.startswith("태스크 ")]
    assert [("done=True" in line) for line in states] == [True, False, False, True, True, True]
    assert all("cancelled=False" in line for line in states)
    ended = [line.split()[2] for line in printed if line.endswith("완료")]
    assert ended == ["A", "C", "B"]
    assert "모든 태스크 결과: ['작업_A_결과', '작업_B_결과', '작업_C_결과']" in printed


def test_finished_tasks_leave_the_set(run_of: Runs) -> None:
    printed = lines(run_of(f"{PAGE}/keep_reference.py"))
    assert [line for line in printed if line.startswith("진행")] == [
        "진행 중인 태스크: 2개",
        "진행 중인 태스크: 1개",
        "진행 중인 태스크: 0개",
    ]


def test_a_condition_without_await_asks_nobody(run_of: Runs) -> None:
    start, solved = run_of(f"{PAGE}/exercise_truthy.start.py"), run_of(f"{PAGE}/exercise_truthy.py")
    assert len(start.calls("is_admin")) == 1
    assert len(solved.calls("is_admin")) == 3
    assert {"삭제 허용: 손님", "삭제 허용: 관리자"} <= set(lines(start))


def test_a_task_left_behind_is_cancelled_when_main_ends(run_of: Runs) -> None:
    cut = run_of(f"{PAGE}/exercise_leftover.start.py")
    assert [lane.outcome for lane in cut.calls("background_task")] == ["returned", "cancelled"]
    solved = run_of(f"{PAGE}/exercise_leftover.py")
    [main] = solved.calls("main")
    assert 0.48 < main.end - main.start < 1.5


def test_a_cancelled_error_is_no_exception_of_the_usual_kind() -> None:
    assert issubclass(asyncio.CancelledError, BaseException)
    assert not issubclass(asyncio.CancelledError, Exception)
