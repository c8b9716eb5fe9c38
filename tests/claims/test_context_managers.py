"""What docs/core/context-managers.md says beyond the source chapter, looked up in the runs it shows."""

from __future__ import annotations

from collections.abc import Callable

from execution.model import Run
from execution.pages import Block
from tests.support import changed

Runs = Callable[[str], Run]
PAGE = "core/context_managers"


def printed(run: Run) -> list[str]:
    return [line.strip() for line in run.output.splitlines()]


def test_connecting_and_cleaning_up_let_the_loop_go_on(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/async_resource.py")
    for call in [*run.calls("__aenter__"), *run.calls("__aexit__")]:
        held = sum(end - start for start, end in call.active)
        assert call.end - call.start > max(0.08, 2 * held)
    assert [lane.outcome for lane in run.calls("do_work")] == ["returned", "raised"]


def test_with_instead_of_async_with_is_a_type_error(blocks: list[Block]) -> None:
    run = changed(
        blocks, f"{PAGE}/async_resource.py", ('async with AsyncResource("DB', 'with AsyncResource("DB')
    )
    assert "TypeError" in run.output
    assert not run.printed("작업 수행")


def test_an_exception_waits_for_the_cleanup(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/aexit_false.py")
    assert [lane.outcome for lane in run.calls("save")] == ["returned", "raised"]
    _, cleanup = run.calls("__aexit__")
    assert cleanup.end - cleanup.start > 0.15
    assert run.calls("save")[1].end >= cleanup.end
    assert run.printed("1 저장 완료") and not run.printed("-1 저장 완료")


def test_who_swallows_everything_goes_on_past_the_limit(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/aexit_true.py")
    assert run.printed("[False] 시간 초과로 처리")
    assert run.printed("[True] 성공한 줄로 착각 (제한 초과: True)")
    let_through, swallowed = run.calls("download")
    assert let_through.end - let_through.start < 0.48 < swallowed.end - swallowed.start


def test_without_finally_a_failing_body_leaves_its_connection_open(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/without_finally.py")
    assert printed(run) == [
        "밖에서 받은 예외: without_finally 연결 끊김",
        "with_finally 연결 정리",
        "밖에서 받은 예외: with_finally 연결 끊김",
        "정리되지 않은 연결: {'without_finally 연결'}",
    ]
    assert {lane.outcome for lane in run.lanes} == {"raised"}


def test_a_timeout_cuts_the_cleanup_off(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/cleanup_cut.py")
    assert printed(run) == ["연결 완료", "본문 끝", "정리 시작", "시간 초과"]
    assert [lane.outcome for lane in run.calls("__aexit__")] == ["cancelled"]


def test_a_shielded_cleanup_ends_late_and_the_cancellation_goes_on(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/cleanup_shielded.py")
    assert printed(run) == ["연결 완료", "본문 끝", "정리 시작", "정리 완료", "시간 초과"]
    [body], [cleanup] = run.calls("save"), run.calls("close")
    assert (body.outcome, cleanup.outcome) == ("cancelled", "returned")
    assert body.end > 0.75  # the limit is 0.5


def test_a_second_cancellation_cuts_a_shielded_cleanup_off(blocks: list[Block]) -> None:
    twice = (
        "        async with asyncio.timeout(0.5):\n            await save()\n",
        "        async with asyncio.timeout(0.65), asyncio.timeout(0.5):\n            await save()\n",
    )
    run = changed(blocks, f"{PAGE}/cleanup_shielded.py", twice)
    assert [lane.outcome for lane in run.calls("close")] == ["cancelled"]
    assert not run.printed("정리 완료")


def test_cancelled_on_the_way_in_only_what_is_inside_try_is_undone(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/enter_cut.py")
    assert printed(run) == ["leaky: 시간 초과", "rolled_back: 시간 초과", "닫히지 않은 연결: {'leaky'}"]
    assert {lane.outcome for lane in run.lanes} == {"cancelled"}


def test_an_exit_stack_closes_what_was_opened_the_other_way_round(run_of: Runs) -> None:
    opened, closed = ["DB커넥션 열림", "캐시 열림"], ["캐시 닫힘", "DB커넥션 닫힘"]
    assert printed(run_of(f"{PAGE}/exit_stack.py")) == [
        "DB커넥션, 캐시",
        *opened,
        "2곳에 저장",
        *closed,
        "DB커넥션, 캐시, 통계서버",
        *opened,
        *closed,
        "밖에서 받은 예외: 통계서버에 연결할 수 없음",
    ]


def test_break_leaves_a_generator_open_and_aclosing_does_not(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/aclosing.py")
    assert printed(run) == [
        "break만: 1번째 줄",
        "break만: 루프 다음 줄",
        "break만: 연결 닫힘",
        "aclosing: 1번째 줄",
        "aclosing: 연결 닫힘",
        "aclosing: 블록 다음 줄",
    ]
    left_open, closed = run.calls("read_lines")
    assert left_open.end > run.calls("just_break")[0].end + 0.05
    assert closed.end <= run.calls("with_aclosing")[0].end


def test_one_after_the_other_takes_twice_as_long_as_side_by_side(run_of: Runs) -> None:
    start, solution = (run_of(f"{PAGE}/exercise_overlap{kind}.py") for kind in (".start", ""))
    assert (start.most_at_once("connect"), solution.most_at_once("connect")) == (1, 2)
    assert start.printed("걸린 시간")[0] > solution.printed("걸린 시간")[0]


def test_a_cancelled_body_is_timed_only_by_finally(run_of: Runs, blocks: list[Block]) -> None:
    shown = run_of(f"{PAGE}/exercise_stopwatch.py")
    assert shown.printed("실패한 본문")[0] <= shown.printed("밖에서 받은 예외: 연결")[0]
    assert shown.printed("취소된 본문")
    report = '        print(f"{label}: {loop.time() - start:.1f}초")\n'
    on_exceptions = f"    except Exception:\n{report}        raise\n"
    run = changed(blocks, f"{PAGE}/exercise_stopwatch.py", (f"    finally:\n{report}", on_exceptions))
    assert run.printed("실패한 본문") and not run.printed("취소된 본문")
