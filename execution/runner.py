"""Runs blocks side by side: cached ones at once, the others in child processes, some of them alone."""

from __future__ import annotations

import os
import queue
import threading
import time
from concurrent.futures import Future

from execution.cache import Cache
from execution.model import Run
from execution.pages import Block
from execution.process import launch
from execution.verdict import judge


def default_jobs() -> int:
    """Blocks run at once unless EXECUTION_JOBS says another number: they mostly sleep."""
    return int(os.environ.get("EXECUTION_JOBS", 16 * (os.cpu_count() or 1)))


class Runner:
    """Up to `jobs` blocks at a time; as many as there are cores may be starting their interpreter.

    A block marked `alone` starts when no other is left to start, and while it runs no other starts:
    what merely sleeps meanwhile takes no time from it. The threads are daemons: when the build ends early,
    the pipes to the supervisors close with it, and each supervisor ends what it runs.
    """

    def __init__(self, cache: Cache, jobs: int | None = None) -> None:
        self.cache = cache
        self.jobs = jobs or default_jobs()
        self.since: dict[Block, float] = {}
        """The blocks that run just now, and when they began (time.monotonic)."""
        self._cores = os.cpu_count() or 1
        self._queue: queue.SimpleQueue[tuple[Block, Future[Run]]] = queue.SimpleQueue()
        self._alone_queue: queue.SimpleQueue[tuple[Block, Future[Run]]] = queue.SimpleQueue()
        self._threads = 0
        self._alone_thread = False
        self._turn = threading.Lock()  # guards all below
        self._may_start = threading.Condition(self._turn)
        self._may_be_alone = threading.Condition(self._turn)
        self._waiting = 0  # blocks not marked alone that are neither started nor given up
        self._starting = 0
        self._running = 0
        self._alone = False

    def run(self, block: Block) -> Run:
        """The run of `block`: the kept one if it is still right, else a new one.

        Raises `launch.SupervisorError` if the machine let us down. That a run failed is no exception
        here: `verdict.judge` says so.
        """
        return self.submit(block).result()

    def submit(self, block: Block) -> Future[Run]:
        """Like `run`, without waiting."""
        future: Future[Run] = Future()
        kept = self._kept(block)
        if kept:
            future.set_result(kept)
        elif block.alone:
            self._alone_queue.put((block, future))
            if not self._alone_thread:
                self._alone_thread = True
                threading.Thread(target=self._work, args=(self._alone_queue,), daemon=True).start()
        else:
            with self._turn:
                self._waiting += 1
            self._queue.put((block, future))
            if self._threads < self.jobs:
                self._threads += 1
                threading.Thread(target=self._work, args=(self._queue,), daemon=True).start()
        return future

    def _kept(self, block: Block) -> Run | None:
        run = self.cache.load(block)
        return run if run and judge(block, run) is None else None

    def _work(self, blocks: queue.SimpleQueue[tuple[Block, Future[Run]]]) -> None:
        while True:
            block, future = blocks.get()
            turn = _Turn(self, block)
            try:
                future.set_result(self._make(block, turn))
            except BaseException as error:
                future.set_exception(error)
            finally:
                turn.end()

    def _make(self, block: Block, turn: _Turn) -> Run:
        with self.cache.lock(block):
            run = self._kept(block)  # somebody else may have made it while we waited
            if run is None:
                turn.begin()
                run = launch.execute(block, started=turn.started)
                if judge(block, run) is None:
                    self.cache.store(block, run)
            return run


class _Turn:
    """One block's way through a runner's counts: waiting, starting, running, gone."""

    def __init__(self, runner: Runner, block: Block) -> None:
        self.runner, self.block, self.alone = runner, block, block.alone
        self.is_waiting, self.is_starting, self.is_running = not block.alone, False, False

    def begin(self) -> None:
        """Return when the block may start."""
        runner = self.runner
        with runner._turn:
            if self.alone:
                runner._may_be_alone.wait_for(lambda: runner._waiting == 0 and runner._running < runner.jobs)
                runner._alone = True
            else:
                runner._may_start.wait_for(lambda: not runner._alone and runner._starting < runner._cores)
                runner._starting += 1
                self.is_starting = True
            runner._running += 1
            self.is_running = True
            runner.since[self.block] = time.monotonic()

    def started(self) -> None:
        """The block's interpreter is up: the next one may start."""
        with self.runner._turn:
            self.runner._waiting -= self.is_waiting
            self.runner._starting -= self.is_starting
            if self.is_starting:
                self.runner._may_start.notify()
            self.is_waiting = self.is_starting = False
            self.runner._may_be_alone.notify()

    def end(self) -> None:
        """The block is over, was found in the cache, or could not be run."""
        self.started()
        with self.runner._turn:
            if self.is_running:
                self.runner._running -= 1
                self.runner.since.pop(self.block, None)
                if self.alone:
                    self.runner._alone = False
                    self.runner._may_start.notify(self.runner._cores)
            self.runner._may_be_alone.notify()
