"""What docs/advanced/debugging.md says, looked up in the runs it shows, and what it names without showing."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import re
import signal
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable

import pytest

from execution.model import Run

Runs = Callable[[str], Run]
PAGE = "advanced/debugging"


def lines(run: Run) -> list[str]:
    return [line.strip() for line in run.output.splitlines()]


def stderr_of(code: str, *options: str) -> str:
    """What a program that ends well writes on standard error."""
    command = [sys.executable, *options, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stderr


def test_a_name_tells_whose_log_it_is(run_of: Runs) -> None:
    assert lines(run_of(f"{PAGE}/names.py"))[1:5:3] == ["[Task-3] 한도 초과", "[주문 102] 한도 초과"]


def test_print_stack_shows_the_outermost_frame_only(run_of: Runs) -> None:
    head, frame, code, *rest = lines(run_of(f"{PAGE}/stacks.py"))
    assert head.startswith("Stack for <Task pending name='주문 101'")
    assert frame.endswith("in handle")
    assert code == "await check_out(reply)"
    assert rest == ["따라가면: handle → check_out → charge", "승인"]


def test_who_hangs_waits_for_one_who_is_not_on_the_list(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/watchdog.py")
    told = [line for line in lines(run) if " → " in line]
    assert told == ["Task-1: main → wait → _wait", "copier: copy → read → Queue.put"]
    assert "writer에게 물으면: ValueError" in run.output
    assert "복사 끝" not in run.output
    [write], [read] = run.calls("write"), run.calls("read")
    assert write.outcome == "raised"
    assert write.end < 0.3 < 0.55 < read.end


def test_a_signal_asks_a_running_program() -> None:
    async def main() -> set[str]:
        names: set[str] = set()

        def report() -> None:
            names.update(task.get_name() for task in asyncio.all_tasks())

        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, report)
        waiting = asyncio.create_task(asyncio.Event().wait(), name="stuck")
        await asyncio.sleep(0)
        os.kill(os.getpid(), signal.SIGUSR1)
        await asyncio.sleep(0.1)
        waiting.cancel()
        return names

    if threading.current_thread() is threading.main_thread():
        assert "stuck" in asyncio.run(main())


def test_a_watching_task_stands_still_with_its_loop_and_faulthandler_does_not(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/frozen.py")
    who = [line.split(":")[0] for line in lines(run)[:3]]
    assert who == ["B", "감시 태스크", "A"]
    assert run.calls("watchdog")[0].end > 0.75
    assert re.search(r'File "frozen\.py", line \d+ in write', run.output)
    [line] = [n for n in re.findall(r"line (\d+) in write", run.output)]
    assert int(line) == 12


def test_debug_mode_names_the_task_and_not_the_slow_line(run_of: Runs) -> None:
    printed = lines(run_of(f"{PAGE}/debug_mode.py"))
    assert printed[:2] == ["보통 때", "디버그 모드"]
    first, second = printed[2:]
    assert "name='3월 보고서' coro=<handle() running at debug_mode.py:27>" in first  # await upload(report)
    assert "coro=<handle() done, defined at debug_mode.py:24>" in second
    assert not any("parse" in line for line in printed)
    seconds = [float(found) for found in re.findall(r"took ([\d.]+) seconds", "\n".join(printed))]
    assert all(0.3 <= each < 1 for each in seconds)
    assert len(seconds) == 2


def test_each_slow_stretch_is_told_once(run_of: Runs) -> None:
    usual, debugged = run_of(f"{PAGE}/debug_mode.py").calls("handle")
    for lane in (usual, debugged):
        assert sum(end - start > 0.25 for start, end in lane.active) == 2


@pytest.mark.parametrize(
    ("options", "prelude"),
    [((), "import os; os.environ['PYTHONASYNCIODEBUG'] = '1'; "), (("-X", "dev"), "")],
    ids=["variable", "dev"],
)
def test_the_other_ways_to_switch_debug_mode_on(options: tuple[str, ...], prelude: str) -> None:
    code = f"{prelude}import asyncio\nasync def main(): assert asyncio.get_running_loop().get_debug()\n"
    stderr_of(f"{code}asyncio.run(main())", *options)


def test_debug_mode_tells_where_things_were_created() -> None:
    never_awaited = "import asyncio\nasync def f(): pass\nasync def main(): f()\n"
    assert "created at" not in stderr_of(f"{never_awaited}asyncio.run(main())")
    assert "created at" in stderr_of(f"{never_awaited}asyncio.run(main(), debug=True)")
    never_retrieved = (
        "import asyncio\nasync def f(): 1 / 0\n"
        "async def main(): asyncio.create_task(f()); await asyncio.sleep(0.01)\n"
    )
    assert "Object created at" not in stderr_of(f"{never_retrieved}asyncio.run(main())")
    assert "Object created at" in stderr_of(f"{never_retrieved}asyncio.run(main(), debug=True)")


def test_debug_mode_refuses_a_call_from_another_thread() -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        await asyncio.to_thread(loop.call_soon, print)

    with pytest.raises(RuntimeError):
        asyncio.run(main(), debug=True)


def test_the_limit_of_a_slow_step_is_a_tenth_of_a_second() -> None:
    with contextlib.closing(asyncio.new_event_loop()) as loop:
        assert loop.slow_callback_duration == 0.1


def test_debug_mode_makes_small_tasks_dear(run_of: Runs) -> None:
    [times] = re.findall(r"디버그 모드가 ([\d.]+)배", run_of(f"{PAGE}/debug_cost.py").output)
    assert float(times) > 5  # the page says: several times


def test_a_task_vanishes_if_nothing_outside_holds_what_it_waits_for(run_of: Runs) -> None:
    printed = [line for line in lines(run_of(f"{PAGE}/vanished.py")) if "task: <Task" not in line]
    assert printed == [
        "치우기 전: A B C D",
        "C: finally",
        "Task was destroyed but it is pending!",
        "치운 뒤: A B D",
        "B: 종이 울림",
        "A: 타이머가 울림",
        "D: finally",
    ]


def test_a_coroutine_that_is_destroyed_can_not_await() -> None:
    async def wait() -> None:
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            await asyncio.sleep(0)

    async def main() -> list[str]:
        told: list[str] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, context: told.append(context["message"]))
        asyncio.create_task(wait())  # noqa: RUF006
        await asyncio.sleep(0.01)
        gc.collect()
        return told

    unraisable: list[str] = []
    before, sys.unraisablehook = sys.unraisablehook, lambda error: unraisable.append(str(error.exc_value))
    try:
        with warnings.catch_warnings(action="ignore"):
            told = asyncio.run(main())
    finally:
        sys.unraisablehook = before
    assert told == ["Task was destroyed but it is pending!"]
    assert unraisable == ["coroutine ignored GeneratorExit"]


def test_closing_a_loop_by_hand_cancels_nothing(run_of: Runs) -> None:
    printed = lines(run_of(f"{PAGE}/left_pending.py"))
    closed, run = printed[: printed.index("asyncio.run()")], printed[printed.index("asyncio.run()") :]
    assert "Task was destroyed but it is pending!" in closed
    assert any("name='poll'" in line for line in closed)
    assert "poll: 취소되어 정리함" not in closed
    assert run == ["asyncio.run()", "main 끝, poll은 done=False", "poll: 취소되어 정리함"]


def test_the_guests_of_a_failed_question_hang_until_all_hear_of_the_failure(run_of: Runs) -> None:
    start = run_of(f"{PAGE}/exercise_same_question.start.py")
    assert lines(start) == [
        "A: 실패, USD 환율을 받지 못함",
        "B: 아직 기다림, order → get_rate",
        "C: 아직 기다림, order → get_rate",
    ]
    solved = run_of(f"{PAGE}/exercise_same_question.py")
    assert len(solved.printed("실패")) == 3
    assert len(solved.calls("fetch_rate")) == 1


def test_subscribers_vanish_with_their_inboxes_unless_held(run_of: Runs) -> None:
    start, solved = (run_of(f"{PAGE}/exercise_subscribers{part}.py") for part in (".start", ""))
    assert (len(start.printed("1호")), len(start.printed("2호"))) == (2, 0)
    assert (len(solved.printed("1호")), len(solved.printed("2호"))) == (2, 2)
    assert len(start.printed("Task was destroyed")) == 2
