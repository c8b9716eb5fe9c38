"""What docs/io/subprocesses.md says of its runs, and of what it names without showing."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from asyncio.subprocess import PIPE
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from execution.interpreters import NoInterpreter, sufficient
from execution.model import Run
from execution.pages import Block
from tests.support import changed

Runs = Callable[[str], Run]


def lines(run: Run) -> list[str]:
    return [line.text.strip() for line in run.lines]


def test_three_programs_run_side_by_side(run_of: Runs) -> None:
    run = run_of("io/subprocesses/together.py")
    assert run.most_at_once("convert") == 3
    assert max(call.end for call in run.calls("convert")) >= 0.5
    assert lines(run)[-1] == "깨진 파일 변환 끝, 종료 상태 3"


def test_text_is_refused() -> None:
    with pytest.raises(ValueError, match="text must be False"):
        asyncio.run(asyncio.create_subprocess_exec(sys.executable, "-c", "", text=True))  # type: ignore[arg-type]


def test_lines_arrive_while_the_child_runs(run_of: Runs) -> None:
    run = run_of("io/subprocesses/as_it_comes.py")
    assert lines(run) == ["받음: 진행 30%", "받음: 진행 60%", "받음: 진행 100%", "종료 상태 0"]
    assert all(later - earlier > 0.05 for earlier, later in pairwise(run.printed("받음")))


def test_a_child_gathers_what_it_prints_into_a_pipe_unless_it_flushes(run_of: Runs) -> None:
    run = run_of("io/subprocesses/buffering.py")
    gathered, flushed = run.printed("받음")[:3], run.printed("받음")[3:]
    assert len(flushed) == 3
    assert gathered[0] - run.printed("flush=False")[0] >= 0.9
    assert gathered[-1] - gathered[0] < 0.4 < flushed[-1] - flushed[0]
    assert all(later - earlier > 0.05 for earlier, later in pairwise(flushed))


def test_without_u_the_lines_arrive_together_at_the_end(blocks: list[Block]) -> None:
    run = changed(blocks, "io/subprocesses/as_it_comes.py", ('"-u", ', ""))
    first, _, last = run.printed("받음")
    assert last - first < 0.4


def test_the_variable_does_what_u_does(blocks: list[Block]) -> None:
    piped = "stdout=asyncio.subprocess.PIPE"
    unbuffered = 'env={"PYTHONUNBUFFERED": "1"}'
    run = changed(blocks, "io/subprocesses/as_it_comes.py", ('"-u", ', ""), (piped, f"{piped}, {unbuffered}"))
    assert all(later - earlier > 0.05 for earlier, later in pairwise(run.printed("받음")))


def test_a_line_that_is_too_long_is_an_error() -> None:
    async def main() -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", "print('x' * 70_000)", stdout=PIPE
        )
        assert process.stdout
        try:
            async for _ in process.stdout:
                pass
        finally:
            await process.communicate()

    with pytest.raises(ValueError, match="limit"):
        asyncio.run(main())


def test_waiting_without_reading_blocks_both(run_of: Runs) -> None:
    assert lines(run_of("io/subprocesses/pipe_deadlock.py")) == [
        "only_wait: 1초가 지나도 끝나지 않음, 종료 상태 None",
        "communicate: 1,000,000바이트를 받음, 종료 상태 0",
    ]


def test_waiting_without_reading_is_enough_for_little_output(blocks: list[Block]) -> None:
    run = changed(blocks, "io/subprocesses/pipe_deadlock.py", ("999_999", "9_999"))
    assert lines(run)[0] == "only_wait: 10,000바이트를 받음, 종료 상태 0"


def test_a_time_limit_ends_the_waiting_and_not_the_child(run_of: Runs) -> None:
    assert lines(run_of("io/subprocesses/timeout_leaves.py")) == [
        "자식: 시작",
        "부모: 시간 초과",
        "부모: 종료 상태 None",
        "자식: 일을 마침",
        "부모: 종료 상태 0",
    ]


def test_nothing_is_left_after_a_time_limit_or_a_cancellation(run_of: Runs) -> None:
    assert lines(run_of("io/subprocesses/running.py")) == [
        "시간 초과 뒤에 남아 있나: False",
        "취소 전에 남아 있나: True",
        "취소 뒤에 남아 있나: False",
    ]


@pytest.mark.parametrize("minor", [11, 12, 13])
def test_a_child_that_is_left_lives_on_or_dies_with_the_version(minor: int, tmp_path: Path) -> None:
    try:
        found = sufficient((3, minor))
    except NoInterpreter as error:
        pytest.skip(str(error))
    if found.number[:2] != (3, minor):
        pytest.skip(f"no Python 3.{minor}")
    mark = tmp_path / "mark"
    child = f"import time; time.sleep(0.5); open({str(mark)!r}, 'w')"
    script = f"""
import asyncio, sys
async def main():
    await asyncio.create_subprocess_exec(sys.executable, "-c", {child!r})
asyncio.run(main())
"""
    subprocess.run(
        [found.path, "-c", script], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True
    )
    time.sleep(1.5)
    assert mark.exists() == (minor == 11)


def test_a_plea_first_and_force_then(run_of: Runs) -> None:
    run = run_of("io/subprocesses/terminate.py")
    assert lines(run) == [
        "부탁을 듣는 자식: 마지막 말 '임시 파일을 지움', 종료 상태 0",
        "듣지 않는 자식: 마지막 말 '', 종료 상태 -9",
    ]
    assert run.lines[1].t - run.lines[0].t >= 0.5


def test_a_child_without_a_handler_ends_by_the_signal() -> None:
    async def main() -> int:
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", "import time; time.sleep(60)")
        process.terminate()
        return await process.wait()

    assert asyncio.run(main()) == -signal.SIGTERM == -15


def test_a_childs_child_holds_the_pipe_unless_the_whole_group_is_ended() -> None:
    code = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print("started", flush=True)
child.wait()
"""

    async def main() -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", code, stdout=PIPE, start_new_session=True
        )
        assert process.stdout
        await process.stdout.readline()
        process.kill()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(process.communicate(), 0.5)
        os.killpg(process.pid, signal.SIGKILL)
        await asyncio.wait_for(process.communicate(), 10)

    asyncio.run(main())


def test_a_shell_runs_what_is_in_the_name(run_of: Runs) -> None:
    assert lines(run_of("io/subprocesses/shell_injection.py")) == [
        "[with_shell]",
        "메모.txt",
        "파일 이름에 든 명령이 실행됨",
        "[with_exec]",
        "메모.txt; echo 파일 이름에 든 명령이 실행됨",
    ]


def test_communicate_reads_both_streams(blocks: list[Block]) -> None:
    old = """    assert process.stdout and process.stderr
    output, errors = await asyncio.gather(process.stdout.read(), process.stderr.read())
    return output, errors"""
    run = changed(
        blocks, "io/subprocesses/exercise_stderr.py", (old, "    return await process.communicate()")
    )
    assert lines(run) == ["표준 출력 done, 표준 오류 10000줄"]


def test_cancelled_searches_end_alike_whether_their_programs_do_or_not(run_of: Runs) -> None:
    for name in ("exercise_fastest.start", "exercise_fastest"):
        run = run_of(f"io/subprocesses/{name}.py")
        outcomes = [call.outcome for call in run.calls("search")]
        assert outcomes == ["returned", "cancelled", "cancelled"]
