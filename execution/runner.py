"""Runs blocks side by side: cached ones at once, the others in child processes, some of them alone."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable
from concurrent.futures import Future
from contextlib import ExitStack, suppress
from queue import Empty, SimpleQueue

from execution.cache import Cache
from execution.interpreters import NoInterpreter, sufficient
from execution.model import Run
from execution.pages import Block
from execution.process.launch import Launcher
from execution.verdict import judge


class Runner:
    """Up to `jobs` blocks at a time; as many as there are cores may be starting their interpreter.

    A block marked `alone` starts when all others of its batch have started, and while it runs nothing else
    starts: what merely sleeps meanwhile takes no time from it. The threads are daemons: when the build ends
    early, the socket to the launcher closes with it, and so ends all that it runs.
    """

    def __init__(self, cache: Cache, jobs: int) -> None:
        self.cache = cache
        self.jobs = jobs
        self.since: dict[Block, float] = {}
        """The blocks that run just now, and when they began (time.monotonic)."""
        self._launcher = Launcher()
        self._running = threading.BoundedSemaphore(jobs)
        self._cores = os.cpu_count() or 1
        self._starting = threading.BoundedSemaphore(self._cores)
        self._alone = threading.Lock()

    def run(self, block: Block) -> Run:
        """The run of `block`: the kept one if it is still right, else a new one.

        Raises `launch.SupervisorError` if the machine let us down, `NoInterpreter` if no Python here is new
        enough. That a run failed is no exception here: `verdict.judge` says so.
        """
        return self.start([block])[block].result()

    def start(self, blocks: Iterable[Block]) -> dict[Block, Future[Run]]:
        """The runs to come of a batch of `blocks`; those that are kept are there already."""
        futures: dict[Block, Future[Run]] = {block: Future() for block in blocks}
        together: SimpleQueue[Block] = SimpleQueue()
        alone: list[Block] = []
        for block, future in futures.items():
            try:
                if kept := self._kept(block):
                    future.set_result(kept)
                elif block.options.alone:
                    alone.append(block)
                else:
                    together.put(block)
            except NoInterpreter as error:
                future.set_exception(error)
        to_start = together.qsize()
        started = threading.Semaphore(0)

        def work() -> None:
            with suppress(Empty):
                while block := together.get_nowait():
                    self._settle(futures[block], block, started)

        def work_alone() -> None:
            for _ in range(to_start):
                started.acquire()
            with self._alone:
                for block in alone:
                    self._settle(futures[block], block, started)

        for worker in [work] * min(to_start, self.jobs) + [work_alone] * bool(alone):
            threading.Thread(target=worker, daemon=True).start()
        if to_start or alone:
            self.cache.prune()
        return futures

    def close(self) -> None:
        """End what still runs."""
        self._launcher.close()

    def _kept(self, block: Block) -> Run | None:
        run = self.cache.load(block)
        return run if run and judge(block, run) is None else None

    def _settle(self, future: Future[Run], block: Block, started: threading.Semaphore) -> None:
        try:
            future.set_result(self._make(block, started))
        except BaseException as error:
            future.set_exception(error)

    def _make(self, block: Block, started: threading.Semaphore) -> Run:
        with ExitStack() as start, self.cache.lock(block):
            start.callback(started.release)
            if run := self._kept(block):  # somebody else may have made it while we waited
                return run
            with self._running:
                for _ in range(self._cores if block.options.alone else 1):
                    self._starting.acquire()
                    start.callback(self._starting.release)
                self.since[block] = time.monotonic()
                begun = (lambda: None) if block.options.alone else start.close
                try:
                    interpreter = sufficient(block.options.requires)
                    run = self._launcher.execute(block, interpreter, started=begun)
                finally:
                    del self.since[block]
            if judge(block, run) is None:
                self.cache.store(block, run)
            return run
