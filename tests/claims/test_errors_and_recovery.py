"""What docs/advanced/errors-and-recovery.md says, looked up in the runs it shows."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable
from itertools import pairwise

import pytest

from execution.model import Lane, Run

Runs = Callable[[str], Run]
PAGE = "advanced/errors_and_recovery"


def lines(run: Run) -> list[str]:
    return [line.strip() for line in run.output.splitlines()]


def length(lane: Lane) -> float:
    return lane.end - lane.start


async def crash() -> None:
    await asyncio.sleep(0)
    raise ConnectionError("gone")


def test_an_unretrieved_exception_is_told_when_its_task_goes(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/never_retrieved.py")
    [failed], [deleted] = run.printed("예외가 발생함"), run.printed("마지막 이름을 지움")
    [told], [end] = run.printed("Task exception was never retrieved"), run.printed("0.9초: 끝")
    assert failed < deleted <= told < end
    assert told - failed > 0.25
    assert "done=True" in run.output


def test_in_debug_mode_the_report_names_the_line_that_made_the_task(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        task = asyncio.create_task(crash())
        await asyncio.sleep(0.01)
        del task

    with caplog.at_level(logging.ERROR, logger="asyncio"):
        asyncio.run(main(), debug=True)
    assert "never retrieved" in caplog.text
    assert "task = asyncio.create_task(crash())" in caplog.text


def test_an_exception_goes_to_who_waits_else_to_the_loop_else_nowhere(run_of: Runs) -> None:
    rows = [re.split(r" {2,}|: ", line) for line in lines(run_of(f"{PAGE}/where.py"))]
    found = {row[0]: (row[2].strip(), row[4]) for row in rows}
    assert found == {
        "await": ("ConnectionError", "-"),
        "create_task, await": ("ConnectionError", "-"),
        "TaskGroup": ("ExceptionGroup", "-"),
        "to_thread": ("ConnectionError", "-"),
        "create_task": ("-", "ConnectionError, Task exception was never retrieved"),
        "call_soon": ("-", "ConnectionError, Exception in callback crash()"),
        "pool.submit": ("-", "-"),
    }


def test_a_handler_of_ones_own_takes_the_place_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async def main(call_default: bool) -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(
            lambda loop, context: loop.default_exception_handler(context) if call_default else None
        )
        loop.call_soon(lambda: 1 / 0)
        await asyncio.sleep(0.01)

    with caplog.at_level(logging.ERROR, logger="asyncio"):
        asyncio.run(main(call_default=False))
        assert caplog.records == []
        asyncio.run(main(call_default=True))
    [record] = caplog.records
    assert (record.name, record.levelname) == ("asyncio", "ERROR")


def test_what_came_in_time_is_kept_when_each_has_its_own_limit(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/partial.py")
    assert lines(run) == [
        "all_or_nothing: []",
        "each_box: ['날씨 내용', '(연결이 끊겼습니다)', '환율 내용', '(늦음)']",
    ]
    [nothing], [each] = run.calls("all_or_nothing"), run.calls("each_box")
    assert 0.45 < length(nothing) < 1  # the slowest takes 1
    assert 0.45 < length(each) < 1
    loads = [lane.outcome for lane in run.calls("load")]
    assert loads[:4] == loads[4:] == ["returned", "raised", "returned", "cancelled"]


def test_split_looks_into_inner_groups_and_keeps_notes(run_of: Runs) -> None:
    assert lines(run_of(f"{PAGE}/split_group.py")) == [
        "겹: ['ValueError', 'ExceptionGroup']",
        """다시 시도할 것: ["TimeoutError('늦음') 서울에서", "ConnectionError('끊김') 부산에서"]""",
        """그렇지 않은 것: ["ValueError('틀린 주소') 제주에서"]""",
    ]


def test_split_gives_none_for_an_empty_side_and_keeps_nesting_and_traceback() -> None:
    try:
        raise ExceptionGroup("outer", [ExceptionGroup("inner", [OSError(1)]), OSError(2)])
    except ExceptionGroup as group:
        match, rest = group.split(OSError)
        assert rest is None
        assert repr(match) == repr(group)
        assert match is not None
        assert match.__traceback__ is group.__traceback__ is not None
        assert group.subgroup(lambda error: error.args == (2,)) is not None


def test_without_derive_a_piece_is_a_plain_group(run_of: Runs) -> None:
    assert lines(run_of(f"{PAGE}/derive.py")) == [
        "BatchError → ExceptionGroup, 묶음 모름",
        "BatchErrorWithDerive → BatchErrorWithDerive, 묶음 가",
    ]


def test_except_star_divides_by_derive_too() -> None:
    class Mine(ExceptionGroup[Exception]):
        def derive(self, errors):  # type: ignore[no-untyped-def]
            return Mine("piece", errors)

    pieces = []
    try:
        raise Mine("whole", [OSError(), ValueError()])
    except* OSError as group:
        pieces.append(type(group))
    except* ValueError:
        pass
    assert pieces == [Mine]


def test_backoff_doubles_and_only_passing_failures_are_tried_again(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/retry.py")
    calls = run.calls("request")
    names = re.findall(r"request\('(.+?)'\)", " ".join(lane.call for lane in calls))
    assert names == ["곧 나아지는 서버"] * 3 + ["틀린 요청"] + ["죽은 서버"] * 4
    gaps = [later.start - earlier.end for earlier, later in pairwise(calls[4:])]
    for gap, least in zip(gaps, [0.1, 0.2, 0.4], strict=True):
        assert least - 0.01 <= gap < least + 0.5
    assert "포기: ValueError('틀린 주소')" in lines(run)
    assert "포기: ConnectionError('연결이 끊김')" in lines(run)


def test_jitter_scatters_who_comes_back(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/jitter.py")
    assert re.findall(r"많을 때 (\d+)개", run.output) == ["8", "2"]
    assert len(run.calls("request")) == 16


def test_layers_of_retries_multiply(run_of: Runs) -> None:
    assert lines(run_of(f"{PAGE}/layers.py")) == ["1층: 질의 3번", "2층: 질의 9번", "3층: 질의 27번"]


def test_a_limit_for_each_attempt_is_none_for_the_whole(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/no_deadline.py")
    [seconds] = re.findall(r"([\d.]+)초", run.output)
    assert 1.75 <= float(seconds) < 3.5
    assert [lane.outcome for lane in run.calls("fetch")] == ["cancelled"] * 3


def test_who_looks_at_the_deadline_gives_up_early_and_knows_why(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/deadline.py")
    found = re.findall(r"(\w+), ([\w ]+ 서버): ([\d.]+)초, (\w+)", run.output)
    assert [(name, server, error) for name, server, _, error in found] == [
        ("until_cut", "거절하는 서버", "TimeoutError"),
        ("until_cut", "답 없는 서버", "TimeoutError"),
        ("until_hopeless", "거절하는 서버", "ConnectionError"),
        ("until_hopeless", "답 없는 서버", "TimeoutError"),
    ]
    seconds = [float(each) for _, _, each, _ in found]
    assert seconds[2] < 0.9 <= min(seconds[0], seconds[1], seconds[3])
    cut = run.calls("until_cut")[0]
    asked = [lane for lane in run.calls("ask") if lane.end <= cut.end]
    assert [lane.outcome for lane in asked] == ["raised"] * 3
    assert asked[-1].end < cut.end


def test_the_breaker_lets_one_through_at_a_time_and_six_in_all(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/breaker.py")
    assert [line.partition(": ")[2] for line in lines(run)] == [
        "['실패', '실패']",
        "['막음', '막음']",
        "['막음', '막음']",
        "['실패', '막음']",
        "['막음', '막음']",
        "['막음', '막음']",
        "['대답', '막음']",
        "['대답', '대답']",
    ]
    assert len(run.calls("ask")) == 6
    assert run.output.count("막음") == 10


def test_asking_a_cancelled_task_for_its_exception_raises() -> None:
    async def main() -> None:
        task = asyncio.create_task(asyncio.sleep(5))
        task.cancel()
        await asyncio.wait([task])
        with pytest.raises(asyncio.CancelledError):
            task.exception()

    asyncio.run(main())


def test_the_exercise_pays_twice_until_the_key_belongs_to_the_payment(run_of: Runs) -> None:
    assert "은행의 장부: 3건, 모두 3000원" in run_of(f"{PAGE}/exercise_twice.start.py").output
    assert "은행의 장부: 2건, 모두 2000원" in run_of(f"{PAGE}/exercise_twice.py").output
