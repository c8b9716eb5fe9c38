"""Blocks run side by side within their bounds, some with cores of their own, and every future is answered.

What depends on real processes is shown with them, by the clocks that the blocks print; what is a matter
of turns is shown with a stand-in for `Launcher.execute` whose blocks start and end when the test says so.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from execution.cache import Cache
from execution.interpreters import Interpreter
from execution.model import Run
from execution.pages import Block
from execution.process import launch
from execution.project import ROOT, new_runner
from execution.runner import Runner
from tests.support import a_block, a_run, alive, wait_until


def block(code: str, *, cores: int = 0) -> Block:
    given: dict[str, Any] = {"cores": str(cores)} if cores else {}
    return a_block(code, snippet=None, **given)


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
    futures = list(runner.start(block(meeting.format(number)) for number in range(count)).values())
    spans = [span(future) for future in futures]
    assert max(begin for begin, _ in spans) < min(end for _, end in spans)


def test_no_more_blocks_than_jobs_are_alive_at_once(tmp_path: Path) -> None:
    runner = Runner(Cache(tmp_path), jobs=3)
    futures = list(runner.start(block(f"{SLEEPS}# {number}\n") for number in range(9)).values())
    spans = [span(future) for future in futures]
    at_once = [sum(begin <= moment < end for begin, end in spans) for moment, _ in spans]
    assert 1 < max(at_once) <= 3


def test_no_block_begins_while_one_has_all_cores(tmp_path: Path) -> None:
    runner = Runner(Cache(tmp_path), 8)
    marks = [0, 8, 0, 0, 8, 0]
    blocks = [block(f"{SLEEPS}# {number}\n", cores=cores) for number, cores in enumerate(marks)]
    futures = list(runner.start(blocks).values())
    spans = [span(future) for future in futures]
    for (begin, end), cores in zip(spans, marks, strict=True):
        if cores:
            assert not [other for other, _ in spans if begin < other < end]


def test_a_build_that_ends_early_ends_its_blocks(tmp_path: Path) -> None:
    """Its threads hold no process up, and what they ran is gone."""
    script = f"""
import os, time
from pathlib import Path
from typing import Any
from execution.cache import Cache
from execution.runner import Runner
from tests.support import a_block

pid = Path({str(tmp_path / "pid")!r})
code = f"import os, time\\nopen({{str(pid)!r}}, 'w').write(f'{{{{os.getpid()}}}}\\\\n')\\ntime.sleep(60)\\n"
Runner(Cache(Path({str(tmp_path / "runs")!r})), 8).start([a_block(code)])
while not (pid.exists() and pid.read_text().endswith("\\n")):
    time.sleep(0.01)
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, timeout=30)
    assert done.returncode == 0
    pid = int((tmp_path / "pid").read_text())
    wait_until(lambda: not alive(pid), 20)  # its own time limit would end it later


# With a stand-in


class Stage:
    """Stands in for `Launcher.execute`: a block starts when `start`, and ends when `end` is called for it."""

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

    def execute(self, block: Block, interpreter: Interpreter, *, started: Callable[[], object]) -> Run:
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
    return a_run(digest=digest, exit_status=exit_status)


@pytest.fixture(autouse=True)
def closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What these tests start ends with them."""
    launchers: list[launch.Launcher] = []

    class Noted(launch.Launcher):
        def __init__(self) -> None:
            super().__init__()
            launchers.append(self)

    monkeypatch.setattr("execution.runner.Launcher", Noted)
    yield
    for launcher in launchers:
        launcher.close()


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    stage = Stage()
    monkeypatch.setattr(launch.Launcher, "execute", lambda _, *args, **named: stage.execute(*args, **named))
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    return stage


A, B, C, D, E = (block(name) for name in "ABCDE")
ALONE, ALONE_TOO = block("alone", cores=3), block("alone too", cores=3)  # of two or three
ONE, TWO = block("one", cores=1), block("two", cores=2)


def test_no_more_blocks_start_at_once_than_there_are_cores(stage: Stage, tmp_path: Path) -> None:
    runner = Runner(Cache(tmp_path), jobs=10)
    futures = list(runner.start((A, B, C, D)).values())
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
    futures = list(runner.start((A, B, C, D, E)).values())
    stage.start(A, B, C, D, E)
    wait_until(lambda: len(stage.begun) == 3)
    running = list(stage.begun)
    stage.wait_for(*running)
    stage.end(running[1])
    wait_until(lambda: len(stage.begun) == 4)
    stage.wait_for(*stage.begun)
    stage.end(A, B, C, D, E)
    assert all(future.result(20) for future in futures)


@pytest.mark.parametrize(
    ("given", "order"),
    [((ONE, TWO), (TWO, ONE)), ((ALONE, ALONE_TOO), (ALONE, ALONE_TOO))],
    ids=["the most first", "else as given"],
)
def test_blocks_with_cores_run_one_after_another(
    given: tuple[Block, Block], order: tuple[Block, Block], stage: Stage, tmp_path: Path
) -> None:
    """What the later ones leave free is used by all others, for as long as there are any."""
    first, second = order
    runner = Runner(Cache(tmp_path), jobs=10)
    futures = list(runner.start(given).values())
    stage.start(first, second)
    stage.wait_for(first)
    stage.end(first)
    stage.wait_for(first, second)
    stage.end(second)
    assert all(future.result(20) for future in futures)


def test_a_block_holds_its_cores_until_it_ends(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    runner = Runner(Cache(tmp_path), jobs=10)
    futures = list(runner.start([TWO]).values())
    stage.start(TWO)
    stage.wait_for(TWO)
    futures += runner.start((A, B)).values()
    wait_until(lambda: len(stage.begun) == 2)
    stage.wait_for(*stage.begun)
    stage.end(TWO)
    stage.wait_for(TWO, A, B)
    stage.end(A, B)
    assert all(future.result(20) for future in futures)


def test_a_block_leaves_the_cores_that_it_does_not_need(stage: Stage, tmp_path: Path) -> None:
    runner = Runner(Cache(tmp_path), jobs=10)
    futures = list(runner.start((ONE, TWO)).values())
    stage.start(ONE, TWO)
    stage.wait_for(TWO)
    futures += runner.start([A]).values()
    stage.wait_for(TWO)
    stage.end(TWO)
    stage.wait_for(TWO, ONE, A)
    stage.end(ONE, A)
    assert all(future.result(20) for future in futures)


def test_nothing_starts_while_a_block_has_all_cores(stage: Stage, tmp_path: Path) -> None:
    runner = Runner(Cache(tmp_path), jobs=10)
    futures = [runner.start([ALONE])[ALONE]]
    stage.start(ALONE)
    stage.wait_for(ALONE)
    futures += runner.start([A]).values()
    stage.wait_for(ALONE)
    stage.end(ALONE)
    stage.wait_for(ALONE, A)
    stage.end(A)
    assert all(future.result(20) for future in futures)


def test_blocks_with_cores_of_several_batches_do_not_wait_for_each_other(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If both took their cores one by one, none would ever have all."""
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    runner = Runner(Cache(tmp_path), jobs=10)
    futures = list(runner.start((A, B)).values())
    stage.wait_for(A, B)
    for alone in (ALONE, ALONE_TOO):
        futures += runner.start([alone]).values()
        time.sleep(0.05)  # for the first one to take the third core
    for each in (A, B):
        stage.start(each)
        time.sleep(0.05)  # for one core after the other to be taken
    stage.end(A, B, ALONE, ALONE_TOO)
    assert all(future.result(20) for future in futures)


def test_a_block_with_cores_counts_as_a_job(stage: Stage, tmp_path: Path) -> None:
    runner = Runner(Cache(tmp_path), jobs=1)
    futures = list(runner.start((A, ONE)).values())
    stage.start(A, ONE)
    wait_until(lambda: stage.begun)
    stage.wait_for(first := stage.begun[0])
    stage.end(first)
    stage.wait_for(A, ONE)
    stage.end(A, ONE)
    assert all(future.result(20) for future in futures)


def test_a_block_found_in_the_cache_holds_no_cores(stage: Stage, tmp_path: Path) -> None:
    """Also one that is found only when its turn has come, since somebody else ran it meanwhile."""
    runner = Runner(Cache(tmp_path), jobs=10)
    first = runner.start([ALONE])
    stage.start(ALONE)
    stage.wait_for(ALONE)
    second = runner.start([replace(ALONE, page="docs/b.md"), A])
    stage.wait_for(ALONE)
    stage.end(ALONE)
    stage.wait_for(ALONE, A)
    stage.end(A)
    runs = [future.result(20) for future in (*first.values(), *second.values())]
    assert runs == [run_of(ALONE), run_of(ALONE), run_of(A)]


@pytest.mark.parametrize(
    "error", [launch.SupervisorError("none came back"), OSError(28, "disk full"), KeyboardInterrupt()]
)
@pytest.mark.parametrize("failing", [A, ALONE], ids=["normal", "alone"])
def test_an_error_reaches_the_future_and_gives_the_turn_back(
    error: BaseException, failing: Block, stage: Stage, tmp_path: Path
) -> None:
    stage.errors[failing] = error
    runner = Runner(Cache(tmp_path), jobs=1)
    futures = list(runner.start((failing, B, ALONE_TOO)).values())
    stage.end(failing, B, ALONE_TOO)
    assert futures[0].exception(20) is error
    assert [future.result(20) for future in futures[1:]] == [run_of(B), run_of(ALONE_TOO)]


def test_run_raises_what_went_wrong(stage: Stage, tmp_path: Path) -> None:
    stage.errors[A] = launch.SupervisorError("none came back")
    stage.end(A)
    with pytest.raises(launch.SupervisorError, match="none came back"):
        Runner(Cache(tmp_path), 8).run(A)


def test_a_run_that_failed_is_a_result_like_any_other(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch.Launcher, "execute", lambda _, block, *__, **___: run_of(block, exit_status=3))
    assert Runner(Cache(tmp_path), 8).run(A).exit_status == 3


@pytest.mark.parametrize("each", [A, ALONE], ids=["normal", "alone"])
def test_a_block_on_several_pages_runs_once(each: Block, stage: Stage, tmp_path: Path) -> None:
    runner = Runner(Cache(tmp_path), jobs=10)
    blocks = [replace(each, line=line) for line in range(1, 6)]
    futures = runner.start(blocks).values()
    stage.start(*blocks)
    wait_until(lambda: stage.begun)
    time.sleep(0.05)
    stage.end(*blocks)
    assert [future.result(20) for future in futures] == [run_of(each)] * 5
    assert len(stage.begun) == 1


def test_a_kept_run_is_there_at_once(stage: Stage, tmp_path: Path) -> None:
    stage.end(A, ALONE)
    for each in (A, ALONE):
        Runner(Cache(tmp_path), 8).run(each)
        again = Runner(Cache(tmp_path), 8).start([each])[each]
        assert again.done()
        assert again.result() == run_of(each)
    assert stage.begun == [A, ALONE]


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_mixture_of_blocks_comes_to_a_standstill(
    jobs: int, stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Normal and alone, equal and different, kept and failing, in every order."""
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    kinds = [A, ALONE, failing := block("fails"), failing_alone := block("fails", cores=2)]
    stage.errors = {each: launch.SupervisorError() for each in (failing, failing_alone)}
    stage.end(*kinds)
    for number, order in enumerate(itertools.product(kinds, repeat=3)):
        runner = Runner(Cache(tmp_path / str(number)), jobs=jobs)
        for each, future in runner.start(order).items():
            assert (future.exception(20) is None) == (each not in stage.errors)


def test_the_number_of_jobs_is_chosen_by_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXECUTION_JOBS", "7")
    assert new_runner().jobs == 7
    monkeypatch.delenv("EXECUTION_JOBS")
    assert new_runner().jobs > (os.cpu_count() or 1)


@pytest.mark.parametrize("value", ["0", "", "-1", "two", "1.5", "²"])
def test_what_is_no_number_of_jobs_is_told(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXECUTION_JOBS", value)
    with pytest.raises(
        ValueError, match=rf"^EXECUTION_JOBS는 1 이상의 정수여야 합니다: '{re.escape(value)}'$"
    ):
        new_runner()
