"""What docs/advanced/testing.md says, looked up in the runs it shows, and what it names without showing."""

from __future__ import annotations

import asyncio
import re
import sys
import unittest
from collections.abc import Callable
from dataclasses import replace
from unittest.mock import AsyncMock, Mock

import pytest

from execution.model import Run
from execution.pages import Block
from tests.support import execute

Runs = Callable[[str], Run]
PAGE = "advanced/testing"


def lines(run: Run) -> list[str]:
    return [line.strip() for line in run.output.splitlines()]


def run_changed(blocks: list[Block], name: str, old: str, new: str) -> Run:
    """The run of a snippet of the page with a piece of its code replaced."""
    [block] = [block for block in blocks if block.snippet == f"{PAGE}/{name}.py"]
    assert block.code.count(old) == 1
    return execute(replace(block, code=block.code.replace(old, new)))


def test_a_plain_test_case_passes_without_running(run_of: Runs) -> None:
    printed = lines(run_of(f"{PAGE}/false_pass.py"))
    assert printed[0] == "TestCase: 실행 1개, 실패 0개"
    assert printed[-1] == "IsolatedAsyncioTestCase: 실행 1개, 실패 1개"
    assert sorted(line.split(":")[0] for line in printed[1:-1]) == ["DeprecationWarning", "RuntimeWarning"]


def test_each_test_has_a_loop_of_its_own_in_debug_mode(run_of: Runs) -> None:
    output = run_of(f"{PAGE}/isolated.py").output
    assert "Ran 3 tests" in output
    assert output.rstrip().endswith("OK")
    loops: set[int] = set()
    kept: list[asyncio.AbstractEventLoop] = []

    class Two(unittest.IsolatedAsyncioTestCase):
        async def test_one(self) -> None:
            kept.append(asyncio.get_running_loop())

        test_two = test_one

    result = unittest.TestResult()
    unittest.defaultTestLoader.loadTestsFromTestCase(Two).run(result)
    assert result.wasSuccessful()
    loops.update(map(id, kept))
    assert len(loops) == 2
    assert all(loop.get_debug() for loop in kept)


def test_a_reader_can_be_fed_without_a_server() -> None:
    async def main() -> list[bytes]:
        reader = asyncio.StreamReader()
        reader.feed_data(b"one\ntwo")
        reader.feed_eof()
        return [await reader.readline(), await reader.readline(), await reader.readline()]

    assert asyncio.run(main()) == [b"one\n", b"two", b""]


def test_what_was_entered_is_left_after_tear_down_and_tasks_end_last(run_of: Runs) -> None:
    assert lines(run_of(f"{PAGE}/fixture_order.py")) == [
        "서버 열림",
        "테스트 본문",
        "asyncTearDown",
        "서버 닫힘",
        "poll 취소됨",
    ]


def test_a_guess_is_slow_and_wrong_and_an_event_neither(run_of: Runs) -> None:
    found = re.findall(r"^(\w+), (.+): (\w+), ([\d.]+)초$", run_of(f"{PAGE}/sleep_or_event.py").output, re.M)
    assert [(test, day, result) for test, day, result, _ in found] == [
        ("by_sleep", "한가한 날", "통과"),
        ("by_sleep", "바쁜 날", "실패"),
        ("by_event", "한가한 날", "통과"),
        ("by_event", "바쁜 날", "통과"),
    ]
    guess_quiet, guess_busy, event_quiet, event_busy = (float(seconds) for *_, seconds in found)
    assert min(guess_quiet, guess_busy) >= 0.19
    assert 0.04 <= event_quiet < guess_quiet
    assert event_busy >= 0.39


def test_the_event_is_heard_when_saving_ends(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/sleep_or_event.py")
    for waits, save in zip(run.calls("by_event"), run.calls("save")[2:], strict=True):
        assert abs(waits.end - save.end) < 0.3


def test_a_late_old_answer_covers_the_new_one(run_of: Runs) -> None:
    assert lines(run_of(f"{PAGE}/order.py")) == [
        "대답 순서 파 → 파이썬: 화면에 '파이썬' 결과",
        "대답 순서 파이썬 → 파: 화면에 '파' 결과",
    ]


def test_money_is_lost_at_the_second_await(run_of: Runs) -> None:
    assert re.findall(r"합 (\d+)원", run_of(f"{PAGE}/cancel_each.py").output) == ["100", "70", "100", "100"]
    outcomes = [lane.outcome for lane in run_of(f"{PAGE}/cancel_each.py").calls("transfer")]
    assert outcomes == ["cancelled", "cancelled", "cancelled", "returned"]


def test_nothing_is_lost_without_an_await_in_between(blocks: list[Block]) -> None:
    apart = '    bank["A"] -= amount\n    await log("A에서 뺌")\n    bank["B"] += amount\n'
    together = '    bank["A"] -= amount\n    bank["B"] += amount\n    await log("A에서 뺌")\n'
    run = run_changed(blocks, "cancel_each", apart, together)
    assert re.findall(r"합 (\d+)원", run.output) == ["100"] * 4


def test_a_clock_that_jumps_makes_a_day_short(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/virtual_time.py")
    found = re.findall(r"^가상 ([\d.]+)초, 실제 ([\d.]+)초: (.+)$", run.output, re.MULTILINE)
    assert [(virtual, result) for virtual, _, result in found] == [
        ("10.0", "성공"),
        ("86400.0", "1분마다 신호 1440번"),
        ("600.0", "TimeoutError()"),
        ("0.0", "RuntimeError('모두 기다리는데 깨울 것이 없습니다')"),
    ]
    assert all(float(real) < 1 for _, real, _ in found)


@pytest.mark.parametrize(
    ("wait", "error"),
    [
        ("asyncio.wait_for(asyncio.to_thread(time.sleep, 0.2), 5)", "TimeoutError()"),
        ("asyncio.to_thread(time.sleep, 0.2)", "RuntimeError('모두 기다리는데 깨울 것이 없습니다')"),
    ],
    ids=["with a limit", "without"],
)
def test_a_thread_is_overtaken_by_the_clock_that_jumps(wait: str, error: str, blocks: list[Block]) -> None:
    """The block ends badly: closing the loop, too, waits for a thread that the clock knows nothing of."""
    caught = "            result = repr(error)\n"
    [block] = [block for block in blocks if block.snippet == f"{PAGE}/virtual_time.py"]
    code = block.code.replace(caught, f"{caught}            print(result)\n")
    code = code.replace("measure(retry())", f"measure({wait})")
    run = execute(replace(block, code=code))
    assert lines(run)[0] == error


def test_a_test_case_takes_a_loop_factory_since_3_13() -> None:
    class OwnLoop(asyncio.SelectorEventLoop):
        pass

    loops: list[asyncio.AbstractEventLoop] = []

    class OnOwnLoop(unittest.IsolatedAsyncioTestCase):
        loop_factory = OwnLoop

        async def test_loop(self) -> None:
            loops.append(asyncio.get_running_loop())

    OnOwnLoop("test_loop").run()
    assert isinstance(loops[0], OwnLoop) == (sys.version_info >= (3, 13))


def test_a_mock_that_never_suspends_hides_the_race(run_of: Runs) -> None:
    assert lines(run_of(f"{PAGE}/mock_hides.py")) == ["return_value: 요청 1번", "side_effect: 요청 3번"]


def test_a_plain_mock_can_not_be_awaited_and_an_async_one_counts() -> None:
    async def wait(mock: Mock) -> None:
        await mock()

    with pytest.raises(TypeError):
        asyncio.run(wait(Mock()))
    counting = AsyncMock()
    asyncio.run(wait(counting))
    assert counting.await_count == 1


def test_pytest_fails_a_coroutine_without_a_plugin(run_of: Runs) -> None:
    output = run_of(f"{PAGE}/with_pytest.py").output
    assert "async def functions are not natively supported" in output
    assert "1 failed, 1 passed" in output
    assert {"- anyio", "- pytest-asyncio"} <= set(lines(run_of(f"{PAGE}/with_pytest.py")))


def test_seats_are_lost_at_one_await_and_not_in_the_solution(run_of: Runs) -> None:
    totals = {}
    for part in (".start", ""):
        rows = re.findall(r"빈자리 (\d), 표 (\d)", run_of(f"{PAGE}/exercise_seat{part}.py").output)
        totals[part] = [int(seats) + int(tickets) for seats, tickets in rows]
    assert totals == {".start": [1, 0, 1, 1], "": [1, 1, 1, 1]}


def test_giving_back_too_much_makes_two_of_one_seat(blocks: list[Block]) -> None:
    [block] = [block for block in blocks if block.snippet == f"{PAGE}/exercise_seat.py"]

    inside = '    try:\n        await send(f"{seat} 결제")\n'
    mail = '    await send(f"{seat} 예매를 메일로 알림")\n'
    moved = f"{inside}        tickets.append(seat)\n    {mail}"
    code = block.code.replace(f"    tickets.append(seat)\n{mail}", "").replace(inside, moved)
    run = execute(replace(block, code=code))
    assert "빈자리 1, 표 1" in run.output


def test_the_token_looks_at_another_clock(run_of: Runs) -> None:
    assert lines(run_of(f"{PAGE}/exercise_clock.start.py")) == ["하루 동안 0번 갱신"]
    assert lines(run_of(f"{PAGE}/exercise_clock.py")) == ["하루 동안 24번 갱신"]
