"""Blocks run side by side within their bounds, those marked `alone` in turn, and every future is answered.

What depends on real processes is shown with them, by the clocks that the blocks print; what is a matter
of turns is shown with a stand-in for `launch.execute` whose blocks start and end when the test says so.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from execution.cache import Cache
from execution.model import SHAPE, Run
from execution.pages import Block
from execution.process import launch
from execution.project import ROOT
from execution.runner import Runner, default_jobs


def block(code: str, *, alone: bool = False) -> Block:
    return Block("docs/a.md", 1, code, {"alone": "on"} if alone else {})


def wait_until(condition: Callable[[], object]) -> None:
    give_up = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < give_up
        time.sleep(0.01)


# With real processes


def span(future: Future[Run]) -> tuple[float, float]:
    """When a block began and ended by its own clock, which is the same for all processes."""
    run = future.result(60)
    assert run.finished, run.output
    begin, end = map(float, run.output.split())
    return begin, end


SLEEPS = "import time\nprint(time.monotonic())\ntime.sleep(0.3)\nprint(time.monotonic())\n"


def test_blocks_run_at_the_same_time(tmp_path: Path) -> None:
    """More than there are cores: none of them ends before all have begun."""
    count = 2 * (os.cpu_count() or 1) + 2
    meeting = f"""
import os, time
print(time.monotonic())
os.mkdir({str(tmp_path)!r} + "/{{}}")
while len(os.listdir({str(tmp_path)!r})) < {count}:
    time.sleep(0.01)
print(time.monotonic())
"""
    runner = Runner(Cache(tmp_path.with_name("runs")), jobs=count)
    futures = [runner.submit(block(meeting.format(number))) for number in range(count)]
    spans = [span(future) for future in futures]
    assert max(begin for begin, _ in spans) < min(end for _, end in spans)


def test_no_more_blocks_than_jobs_are_alive_at_once(tmp_path: Path) -> None:
    runner = Runner(Cache(tmp_path), jobs=3)
    futures = [runner.submit(block(f"{SLEEPS}# {number}\n")) for number in range(9)]
    spans = [span(future) for future in futures]
    at_once = [sum(begin <= moment < end for begin, end in spans) for moment, _ in spans]
    assert 1 < max(at_once) <= 3


def test_no_block_begins_while_one_runs_alone(tmp_path: Path) -> None:
    runner = Runner(Cache(tmp_path))
    marks = [False, True, False, False, True, False]
    futures = [runner.submit(block(f"{SLEEPS}# {n}\n", alone=mark)) for n, mark in enumerate(marks)]
    spans = [span(future) for future in futures]
    for (begin, end), alone in zip(spans, marks, strict=True):
        if alone:
            assert not [other for other, _ in spans if begin < other < end]


def test_a_build_that_ends_early_ends_its_blocks(tmp_path: Path) -> None:
    """Its threads hold no process up, and what they ran is gone."""
    script = f"""
import os, time
from pathlib import Path
from execution.pages import Block
from execution.cache import Cache
from execution.runner import Runner

pid = Path({str(tmp_path / "pid")!r})
code = f"import os, time\\nopen({{str(pid)!r}}, 'w').write(f'{{{{os.getpid()}}}}\\\\n')\\ntime.sleep(60)\\n"
Runner(Cache(Path({str(tmp_path / "runs")!r}))).submit(Block("a.md", 1, code, {{}}))
while not (pid.exists() and pid.read_text().endswith("\\n")):
    time.sleep(0.01)
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, timeout=30)
    assert done.returncode == 0
    pid = int((tmp_path / "pid").read_text())
    wait_until(lambda: not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)


# With a stand-in


class Stage:
    """Stands in for `launch.execute`: a block starts when `start`, and ends when `end` is called for it."""

    def __init__(self) -> None:
        self.begun: list[Block] = []
        self.may_start: dict[Block, threading.Event] = {}
        self.may_end: dict[Block, threading.Event] = {}
        self.errors: dict[Block, BaseException] = {}
        self.lock = threading.Lock()

    def events(self, block: Block) -> tuple[threading.Event, threading.Event]:
        with self.lock:
            return (
                self.may_start.setdefault(block, threading.Event()),
                self.may_end.setdefault(block, threading.Event()),
            )

    def execute(self, block: Block, *, started: Callable[[], None]) -> Run:
        may_start, may_end = self.events(block)
        with self.lock:
            self.begun.append(block)
        assert may_start.wait(20)
        if block in self.errors:  # no supervisor, no start
            raise self.errors[block]
        started()
        assert may_end.wait(20)
        return run_of(block)

    def start(self, *blocks: Block) -> None:
        for each in blocks:
            self.events(each)[0].set()

    def end(self, *blocks: Block) -> None:
        self.start(*blocks)
        for each in blocks:
            self.events(each)[1].set()

    def wait_for(self, *blocks: Block) -> None:
        """Return when all of `blocks`, and then no more than these, have begun."""
        wait_until(lambda: len(self.begun) >= len(blocks))
        time.sleep(0.05)  # for one more that should not
        assert set(self.begun) == set(blocks)


def run_of(block: Block, *, exit_status: int = 0) -> Run:
    digest = hashlib.sha256(block.code.encode()).hexdigest()
    return Run(SHAPE, digest, "3", exit_status, 0.0, 0.0, True, None, "", (), (), 0, ())


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    stage = Stage()
    monkeypatch.setattr(launch, "execute", stage.execute)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    return stage


A, B, C, D, E = (block(name) for name in "ABCDE")
ALONE, ALONE_TOO = block("alone", alone=True), block("alone too", alone=True)


def test_no_more_blocks_start_at_once_than_there_are_cores(stage: Stage, tmp_path: Path) -> None:
    runner = Runner(Cache(tmp_path), jobs=10)
    futures = [runner.submit(each) for each in (A, B, C, D)]
    wait_until(lambda: len(stage.begun) == 2)
    first, second = stage.begun
    stage.wait_for(first, second)
    stage.start(first)
    wait_until(lambda: len(stage.begun) == 3)
    stage.wait_for(first, second, third := stage.begun[2])
    stage.start(third)
    stage.wait_for(A, B, C, D)
    stage.end(A, B, C, D)
    assert [future.result(20) for future in futures] == [run_of(each) for each in (A, B, C, D)]


def test_no_more_blocks_run_at_once_than_jobs(stage: Stage, tmp_path: Path) -> None:
    runner = Runner(Cache(tmp_path), jobs=3)
    futures = [runner.submit(each) for each in (A, B, C, D, E)]
    stage.start(A, B, C, D, E)
    wait_until(lambda: len(stage.begun) == 3)
    running = list(stage.begun)
    stage.wait_for(*running)
    stage.end(running[1])
    wait_until(lambda: len(stage.begun) == 4)
    stage.wait_for(*stage.begun)
    stage.end(A, B, C, D, E)
    assert all(future.result(20) for future in futures)


def test_an_alone_block_waits_until_all_others_have_started(stage: Stage, tmp_path: Path) -> None:
    runner = Runner(Cache(tmp_path), jobs=10)
    futures = [runner.submit(each) for each in (A, B, ALONE, C)]
    wait_until(lambda: len(stage.begun) == 2)
    stage.start(*stage.begun)
    stage.wait_for(A, B, C)
    stage.start(A, B, C)
    stage.wait_for(A, B, C, ALONE)  # they go on running, only that most of them sleep
    stage.end(A, B, C, ALONE)
    assert all(future.result(20) for future in futures)


def test_nothing_starts_while_an_alone_block_runs(stage: Stage, tmp_path: Path) -> None:
    runner = Runner(Cache(tmp_path), jobs=10)
    futures = [runner.submit(ALONE)]
    stage.start(ALONE)
    stage.wait_for(ALONE)
    futures += [runner.submit(each) for each in (A, ALONE_TOO)]
    stage.wait_for(ALONE)
    stage.end(ALONE)
    stage.wait_for(ALONE, A)
    stage.start(A)
    stage.wait_for(ALONE, A, ALONE_TOO)
    stage.end(A, ALONE_TOO)
    assert all(future.result(20) for future in futures)


def test_alone_blocks_run_one_after_another(stage: Stage, tmp_path: Path) -> None:
    runner = Runner(Cache(tmp_path), jobs=10)
    futures = [runner.submit(each) for each in (ALONE, ALONE_TOO)]
    stage.start(ALONE, ALONE_TOO)
    stage.wait_for(ALONE)
    stage.end(ALONE)
    stage.wait_for(ALONE, ALONE_TOO)
    stage.end(ALONE_TOO)
    assert all(future.result(20) for future in futures)


def test_an_alone_block_counts_as_a_job(stage: Stage, tmp_path: Path) -> None:
    runner = Runner(Cache(tmp_path), jobs=2)
    futures = [runner.submit(each) for each in (A, B, ALONE)]
    stage.start(A, B)
    stage.wait_for(A, B)
    stage.end(A)
    stage.wait_for(A, B, ALONE)
    stage.end(B, ALONE)
    assert all(future.result(20) for future in futures)


def test_a_block_found_in_the_cache_holds_no_alone_block_up(stage: Stage, tmp_path: Path) -> None:
    """Also one that is found only when its turn has come, since somebody else ran it meanwhile."""
    runner = Runner(Cache(tmp_path), jobs=10)
    first, second = runner.submit(A), runner.submit(A)
    stage.start(A)
    stage.wait_for(A)
    alone = runner.submit(ALONE)
    stage.wait_for(A)
    stage.end(A)
    stage.wait_for(A, ALONE)
    stage.end(ALONE)
    assert first.result(20) == second.result(20) == run_of(A)
    assert alone.result(20) == run_of(ALONE)


@pytest.mark.parametrize(
    "error", [launch.SupervisorError("none came back"), OSError(28, "disk full"), KeyboardInterrupt()]
)
@pytest.mark.parametrize("failing", [A, ALONE], ids=["normal", "alone"])
def test_an_error_reaches_the_future_and_gives_the_turn_back(
    error: BaseException, failing: Block, stage: Stage, tmp_path: Path
) -> None:
    stage.errors[failing] = error
    runner = Runner(Cache(tmp_path), jobs=1)
    futures = [runner.submit(each) for each in (failing, B, ALONE_TOO)]
    stage.end(failing, B, ALONE_TOO)
    assert futures[0].exception(20) is error
    assert [future.result(20) for future in futures[1:]] == [run_of(B), run_of(ALONE_TOO)]


def test_run_raises_what_went_wrong(stage: Stage, tmp_path: Path) -> None:
    stage.errors[A] = launch.SupervisorError("none came back")
    stage.end(A)
    with pytest.raises(launch.SupervisorError, match="none came back"):
        Runner(Cache(tmp_path)).run(A)


def test_a_run_that_failed_is_a_result_like_any_other(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch, "execute", lambda block, **_: run_of(block, exit_status=3))
    assert Runner(Cache(tmp_path)).run(A).exit_status == 3


@pytest.mark.parametrize("alone", [False, True])
def test_a_block_submitted_several_times_runs_once(alone: bool, stage: Stage, tmp_path: Path) -> None:
    runner = Runner(Cache(tmp_path), jobs=10)
    each = ALONE if alone else A
    futures = [runner.submit(each) for _ in range(5)]
    stage.start(each)
    wait_until(lambda: stage.begun)
    time.sleep(0.05)
    stage.end(each)
    assert [future.result(20) for future in futures] == [run_of(each)] * 5
    assert stage.begun == [each]


def test_a_kept_run_is_there_at_once(stage: Stage, tmp_path: Path) -> None:
    stage.end(A, ALONE)
    for each in (A, ALONE):
        Runner(Cache(tmp_path)).run(each)
        again = Runner(Cache(tmp_path)).submit(each)
        assert again.done()
        assert again.result() == run_of(each)
    assert stage.begun == [A, ALONE]


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_mixture_of_blocks_comes_to_a_standstill(
    jobs: int, stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Normal and alone, equal and different, kept and failing, in every order."""
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    kinds = [A, ALONE, failing := block("fails"), failing_alone := block("fails", alone=True)]
    stage.errors = {each: launch.SupervisorError() for each in (failing, failing_alone)}
    stage.end(*kinds)
    for number, order in enumerate(itertools.product(kinds, repeat=3)):
        runner = Runner(Cache(tmp_path / str(number)), jobs=jobs)
        futures = [runner.submit(each) for each in order]
        for each, future in zip(order, futures, strict=True):
            assert (future.exception(20) is None) == (each not in stage.errors)


def test_the_number_of_jobs_is_chosen_by_a_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EXECUTION_JOBS", "7")
    assert default_jobs() == Runner(Cache(tmp_path)).jobs == 7
    monkeypatch.delenv("EXECUTION_JOBS")
    assert default_jobs() > (os.cpu_count() or 1)
    assert Runner(Cache(tmp_path), jobs=3).jobs == 3
