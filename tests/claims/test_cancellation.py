"""What docs/core/cancellation.md says, looked up in the runs it shows."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from execution.model import Lane, Run
from execution.pages import Block
from tests.support import execute

Runs = Callable[[str], Run]
PAGE = "core/cancellation"


def lines(run: Run) -> list[str]:
    return [line.strip() for line in run.output.splitlines()]


def length(lane: Lane) -> float:
    return lane.end - lane.start


def test_a_request_waits_until_the_task_has_its_turn(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/request.py")
    assert lines(run) == [
        "worker: 기다리기 시작",
        "main: cancel()을 호출함, 요청 1건",
        "main: 0.3초 뒤에도 done=False",
        "worker: 정리",
        "main: 기다린 뒤 cancelled=True",
    ]
    assert run.calls("worker")[0].end - run.printed("cancel()을 호출함")[0] > 0.05


def test_a_finished_task_refuses_to_be_cancelled() -> None:
    async def main() -> bool:
        task = asyncio.create_task(asyncio.sleep(0))
        await task
        return task.cancel()

    assert asyncio.run(main()) is False


def test_a_task_cancelled_before_its_first_turn_runs_nothing(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/never_started.py")
    assert re.findall(r"연결이 닫힘=(\w+)", run.output) == ["True", "False"]
    assert len(run.calls("upload")) == 1


def test_except_exception_lets_a_cancellation_pass(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/base_exception.py")
    assert lines(run)[0] == "CancelledError < BaseException < object"
    assert re.findall(r"cancelled=(\w+)", run.output) == ["True", "False"]
    [passed], [swallowed] = run.calls("poll_exception"), run.calls("poll_base_exception")
    assert length(passed) < 0.6 < length(swallowed)


def test_without_raise_the_caller_gets_a_result(run_of: Runs) -> None:
    assert lines(run_of(f"{PAGE}/clean_up.py")) == [
        "raise를 쓰면: 남은 조각 [], 취소됨",
        "raise를 빼면: 남은 조각 [], 결과 '받은 파일'",
    ]


def test_a_second_cancellation_cuts_the_clean_up_unless_it_is_a_task_of_its_own(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/second_cancel.py")
    cut, kept = run.calls("close")
    assert (cut.outcome, kept.outcome) == ("cancelled", "returned")
    assert length(cut) < 0.59 < length(kept)
    assert run.output.count("연결을 닫음") == 1
    assert re.findall(r"cancelled=(\w+)", run.output) == ["True", "True"]


def test_ctrl_c_is_a_cancellation_first(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/ctrl_c.py")
    assert lines(run)[-2:] == ["serve: 문을 닫음", "밖에서 받은 예외: KeyboardInterrupt"]
    assert run.calls("serve")[0].outcome == "cancelled"


def test_a_timeout_returns_after_the_clean_up(run_of: Runs) -> None:
    [seconds] = re.findall(r"([\d.]+)초", run_of(f"{PAGE}/slow_clean_up.py").output)
    assert 0.55 <= float(seconds) < 1.5


def test_nested_timeouts_do_not_mix(run_of: Runs) -> None:
    printed = lines(run_of(f"{PAGE}/nesting.py"))
    assert printed[1:3] == ["안쪽 except에서 받음, 하던 일을 계속함", "expired: 바깥 False, 안쪽 True"]
    assert printed[4:6] == ["바깥 except에서 받음", "expired: 바깥 True, 안쪽 False"]


def test_a_deadline_that_is_moved_limits_the_silence(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/reschedule.py")
    assert len(run.printed("조각")) == 3
    assert run.printed("조각 3")[0] > 0.55
    assert 0.2 < run.printed("그만둠")[0] - run.printed("조각 3")[0] < 1.5


def test_wait_for_loses_a_cancellation_before_3_12_and_timeout_never_does() -> None:
    async def by_wait_for(future: asyncio.Future[str]) -> None:
        await asyncio.wait_for(future, 5)

    async def by_timeout(future: asyncio.Future[str]) -> None:
        async with asyncio.timeout(5):
            await future

    async def is_cancelled(wait: Callable[[asyncio.Future[str]], Coroutine[Any, Any, None]]) -> bool:
        future: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(wait(future))
        await asyncio.sleep(0.01)
        future.set_result("answer")
        task.cancel()
        await asyncio.wait([task])
        return task.cancelled()

    assert asyncio.run(is_cancelled(by_wait_for)) == (sys.version_info >= (3, 12))
    assert asyncio.run(is_cancelled(by_timeout))


def test_wait_for_stays_in_its_task_since_3_12() -> None:
    async def main() -> bool:
        async def current() -> asyncio.Task[Any] | None:
            return asyncio.current_task()

        return await asyncio.wait_for(current(), 1) is asyncio.current_task()

    assert asyncio.run(main()) == (sys.version_info >= (3, 12))


def test_a_timeout_counts_the_requests(run_of: Runs) -> None:
    assert lines(run_of(f"{PAGE}/counting.py")) == [
        "제한만 넘김: TimeoutError, 남은 요청 0건",
        "제한을 넘기고 밖에서도 취소: CancelledError, 남은 요청 1건",
    ]


def test_a_scope_of_ones_own_stops_what_it_cancelled_and_nothing_else(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/stop_when.py")
    assert run.output.count("읽은 데까지 저장함") == 1
    assert [call.outcome for call in run.calls("read_news")] == ["returned", "cancelled"]


def test_a_request_never_taken_back_comes_alive_again_since_3_13(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/without_uncancel.py")
    new = tuple(map(int, run.python.split(".")[:2])) >= (3, 13)
    assert run.output.count("그룹의 실패를 처리함") == 2
    assert run.output.count("끝까지 옴") == (1 if new else 2)
    assert re.findall(r"cancelled=(\w+)", run.output) == ["False", str(new)]


def test_a_cancellation_goes_down_unless_kept_off(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/passes_down.py")
    assert re.findall(r"기다리던 쪽 (\w+)", run.output) == ["True", "True", "True"]
    assert [call.outcome for call in run.calls("work")] == ["cancelled", "returned", "returned"]


def test_a_shielded_payment_is_made_only_if_somebody_waits(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/kept.py")
    assert [call.outcome for call in run.calls("handle")] == ["cancelled", "cancelled"]
    assert [call.outcome for call in run.calls("pay")] == ["cancelled", "returned"]
    assert run.output.count("남은 결제 1건") == 2


def test_what_no_timeout_reaches(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/not_cancellable.py")
    rows = re.findall(r"^(\w+): ([\d.]+)초, (.+)$", run.output, re.MULTILINE)
    assert [(name, outcome) for name, _, outcome in rows] == [
        ("suspends", "TimeoutError"),
        ("blocks", "TimeoutError 없음"),
        ("awaits_nothing", "TimeoutError 없음"),
        ("in_thread", "TimeoutError"),
    ]
    seconds = {name: float(text) for name, text, _ in rows}
    assert max(seconds["suspends"], seconds["in_thread"]) < 0.55
    assert min(seconds["blocks"], seconds["awaits_nothing"]) > 0.55
    [thread], [waiter] = run.calls("thread_work"), run.calls("in_thread")
    assert length(thread) > 0.55
    assert (thread.outcome, waiter.outcome) == ("returned", "cancelled")


def test_what_is_left_at_each_await(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/cancel_here.py")
    assert [tuple(line.split(" 남은 것: ")) for line in lines(run)] == [
        ("connect ", "['연결']"),
        ("upload  ", "['임시 파일']"),
        ("publish ", "['공개된 글']"),
        ("close   ", "['연결', '공개된 글']"),
        ("-       ", "['공개된 글']"),
    ]
    calls = run.calls("post")
    assert [call.outcome for call in calls] == ["cancelled"] * 4 + ["returned"]
    for call, least in zip(calls, [0, 0.2, 0.3, 0.3, 0.4], strict=True):
        assert least - 0.01 < length(call) < least + 0.9


def test_a_flag_stops_the_thread_after_its_piece(run_of: Runs) -> None:
    start = run_of(f"{PAGE}/exercise_stop_thread.start.py").calls("copy_file")
    run = run_of(f"{PAGE}/exercise_stop_thread.py")
    [thread], [waiter] = run.calls("copy_file"), run.calls("copy")
    assert length(start[0]) > 1.4
    assert waiter.end <= thread.end < 1.45


def test_without_raise_the_solution_would_hide_its_cancellation(blocks: list[Block]) -> None:
    [block] = [block for block in blocks if block.snippet == f"{PAGE}/exercise_nothing_left.py"]
    last = "            raise\n"
    assert block.code.count(last) == 1
    run = execute(replace(block, code=block.code.replace(last, "")))
    outcomes = dict(re.findall(r"^(\S+) .*cancelled=(\w+)", run.output, re.MULTILINE))
    assert outcomes == {"connect": "True", "upload": "True", "close": "False", "-": "False"}
