"""What docs/mistakes.md says: the exact messages, what the wrong code does, and what the right code does."""

from __future__ import annotations

import ast
import asyncio
import re
import subprocess
import sys
from collections.abc import Callable

import pytest

from execution.model import Run
from execution.project import DOCS, SNIPPETS

Runs = Callable[[str], Run]
PAGE = (DOCS / "mistakes.md").read_text(encoding="utf-8")
WRONG = sorted(path.stem.removesuffix("_wrong") for path in (SNIPPETS / "mistakes").glob("*_wrong.py"))
RIGHT = sorted(path.stem.removesuffix("_right") for path in (SNIPPETS / "mistakes").glob("*_right.py"))


def printed(run: Run, stream: str = "stdout") -> list[str]:
    return [line.text.strip() for line in run.lines if line.stream == stream]


def seconds(run: Run) -> list[float]:
    return [float(found) for found in re.findall(r"([\d.]+)초", run.output)]


def lines_of_code(name: str) -> int:
    """Without docstring, imports and the call that starts the program."""
    [*body] = ast.parse((SNIPPETS / "mistakes" / name).read_text(encoding="utf-8")).body
    kept = [node for node in body if not isinstance(node, (ast.Import, ast.ImportFrom, ast.Expr, ast.If))]
    return sum(len(ast.unparse(node).splitlines()) for node in kept)


def test_enough_entries_and_short_ones() -> None:
    assert len(WRONG) >= 15
    assert len(set(WRONG) & set(RIGHT)) >= 10
    assert {name: n for name in WRONG if (n := lines_of_code(f"{name}_wrong.py")) > 15} == {}


def test_the_tables_of_symptoms_lead_to_every_entry() -> None:
    tables, *_ = PAGE.partition("\n## ")
    entries = re.findall(r"^## .* \{ #([a-z-]+) \}$", PAGE, re.MULTILINE)
    assert set(entries) - {"exercises"} == set(re.findall(r"\]\(#([a-z-]+)\)", tables))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("never_awaited", "RuntimeWarning: coroutine 'load_user' was never awaited"),
        ("never_awaited", "<coroutine object load_user at 0x"),
        ("not_started", "KeyError: '언어'"),
        ("running_loop", "RuntimeError: asyncio.run() cannot be called from a running event loop"),
        ("group_error", "ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)"),
        ("vanished", "Task was destroyed but it is pending!"),
        ("never_retrieved", "Task exception was never retrieved"),
        ("too_many_files", "OSError(24, 'Too many open files')"),
        ("session", "Unclosed client session"),
        ("other_loop", "got Future <Future pending> attached to a different loop"),
        ("other_loop", "RuntimeError: Event loop is closed"),
        ("old_code", "There is no current event loop"),
    ],
)
def test_the_wrong_code_says_what_the_reader_searches_for(run_of: Runs, name: str, message: str) -> None:
    assert message in run_of(f"mistakes/{name}_wrong.py").output


@pytest.mark.parametrize("name", RIGHT)
def test_the_right_code_says_nothing_wrong(run_of: Runs, name: str) -> None:
    run = run_of(f"mistakes/{name}_right.py")
    assert printed(run, "stderr") == []
    assert "Error" not in run.output.replace("ConnectionError('연결이 끊겼습니다')", "")


def test_one_by_one_takes_the_sum(run_of: Runs) -> None:
    assert seconds(run_of("mistakes/create_then_await_wrong.py"))[0] >= 0.6
    assert seconds(run_of("mistakes/await_in_loop_wrong.py"))[0] >= 0.5
    assert seconds(run_of("mistakes/await_in_loop_right.py"))[0] < 0.4
    assert run_of("mistakes/await_in_loop_wrong.py").most_at_once("fetch") == 1
    assert run_of("mistakes/await_in_loop_right.py").most_at_once("fetch") == 5


def test_a_blocking_call_holds_up_the_answer(run_of: Runs) -> None:
    assert seconds(run_of("mistakes/blocking_wrong.py"))[1] >= 0.5


def test_debug_mode_tells_of_the_blocking_call() -> None:
    code = "import asyncio, time\nasync def main(): time.sleep(0.2)\nasyncio.run(main(), debug=True)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert re.search(r"Executing <Task .*> took 0\.\d+ seconds", done.stderr)


def test_siblings_run_on_under_gather_only(run_of: Runs) -> None:
    assert printed(run_of("mistakes/siblings_wrong.py"))[-1] == "렌터카: 결제됨"


def test_a_failed_task_is_told_of_at_the_end(run_of: Runs) -> None:
    run = run_of("mistakes/never_retrieved_wrong.py")
    assert run.printed("보냈습니다")[0] < run.printed("never retrieved")[0]


def test_a_swallowed_cancellation_leaves_no_timeout(run_of: Runs) -> None:
    assert printed(run_of("mistakes/swallowed_wrong.py")) == ["받던 조각을 지움", "성공: 받은 파일"]
    assert printed(run_of("mistakes/swallowed_right.py")) == ["받던 조각을 지움", "시간 초과"]
    [download] = run_of("mistakes/swallowed_wrong.py").calls("download")
    assert 0.19 < download.end - download.start < 0.5


def test_a_thread_runs_on_unless_it_is_told_to_stop(run_of: Runs) -> None:
    wrong, right = (run_of(f"mistakes/thread_timeout_{name}.py") for name in ("wrong", "right"))
    assert [line.split(":")[0].split(",")[0] for line in printed(wrong)] == ["시간 초과", "스레드"]
    assert wrong.printed("덮어씀")[0] > 0.78
    assert sorted(printed(right)) == ["스레드: 그만둠", "시간 초과, 옛 보고서를 그대로 둡니다"]
    assert 0.2 < right.seconds < 0.7


def test_a_session_keeps_its_connection(run_of: Runs) -> None:
    assert printed(run_of("mistakes/session_wrong.py"))[-1] == "요청 2개에 연결 2개"
    assert printed(run_of("mistakes/session_right.py")) == ["요청 2개에 연결 1개"]


def test_join_waits_for_what_nobody_counts(run_of: Runs) -> None:
    assert "join()이 돌아오지 않음, 소비자는 done=True" in printed(run_of("mistakes/join_wrong.py"))


def test_sigterm_skips_finally_unless_it_cancels(run_of: Runs) -> None:
    assert printed(run_of("mistakes/sigterm_wrong.py")) == ["일하는 중"]
    assert printed(run_of("mistakes/sigterm_right.py")) == ["일하는 중", "저장하고 끝냄"]


def error_of(main: Callable[[], object]) -> str:
    with pytest.raises(Exception) as caught:
        main()
    return f"{type(caught.value).__name__}: {caught.value}"


def test_the_messages_that_are_named_without_being_shown() -> None:
    async def value() -> dict[str, str]:
        return {}

    async def subscript() -> None:
        coroutine = value()
        try:
            coroutine["name"]  # type: ignore[index]
        finally:
            coroutine.close()

    async def again() -> None:
        coroutine = value()
        await coroutine
        await coroutine

    async def nested() -> None:
        coroutine = value()
        try:
            asyncio.get_running_loop().run_until_complete(coroutine)
        finally:
            coroutine.close()

    async def get_for_a_moment(queue: asyncio.Queue[str]) -> None:
        await asyncio.wait_for(queue.get(), 0.01)

    def two_loops() -> None:
        queue: asyncio.Queue[str] = asyncio.Queue()
        with pytest.raises(TimeoutError):
            asyncio.run(get_for_a_moment(queue))
        asyncio.run(get_for_a_moment(queue))

    def outside() -> None:
        coroutine = value()
        try:
            asyncio.create_task(coroutine)  # noqa: RUF006
        finally:
            coroutine.close()

    async def in_a_thread() -> None:
        await asyncio.to_thread(asyncio.get_event_loop)

    said = {
        "'coroutine' object is not subscriptable": lambda: asyncio.run(subscript()),
        "cannot reuse already awaited coroutine": lambda: asyncio.run(again()),
        "This event loop is already running": lambda: asyncio.run(nested()),
        "is bound to a different event loop": two_loops,
        "no running event loop": outside,
        "There is no current event loop in thread '": lambda: asyncio.run(in_a_thread()),
        "module 'asyncio' has no attribute 'coroutine'": lambda: asyncio.coroutine,  # type: ignore[attr-defined]
        "unexpected keyword argument 'loop'": lambda: asyncio.Queue(loop=None),  # type: ignore[call-arg]
    }
    for message, main in said.items():
        assert message in error_of(main)
        assert message in PAGE or "loop'" in message


def test_the_exercises_show_what_is_wrong(run_of: Runs) -> None:
    assert run_of("mistakes/exercise_join.start.py").printed("1초가 지나도 join()이 돌아오지 않음")
    start = run_of("mistakes/exercise_backup.start.py")
    assert printed(start) == ["백업 끝"]
    assert {lane.outcome for lane in start.calls("upload")} == {"cancelled"}
    assert all(lane.end < 0.25 for lane in start.calls("upload"))
