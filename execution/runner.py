"""Runs blocks side by side: cached ones at once, the others in child processes, on their cores."""

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

    Those of a batch that have `cores` to themselves run one after another beside the others, which start on
    what is left: what merely sleeps meanwhile takes no time from them. The threads are daemons: when the
    build ends early, the socket to the launcher closes with it, and so ends all that it runs.
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
        self._next = threading.Lock()  # of two that each want two cores, none is left with one

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
        measuring: list[Block] = []
        for block, future in futures.items():
            try:
                if kept := self._kept(block):
                    future.set_result(kept)
                elif block.options.cores:
                    measuring.append(block)
                else:
                    together.put(block)
            except NoInterpreter as error:
                future.set_exception(error)
        measuring.sort(key=lambda block: -block.options.cores)

        def work() -> None:
            with suppress(Empty):
                while block := together.get_nowait():
                    self._settle(futures[block], block)

        def measure() -> None:
            held = min(measuring[0].options.cores, self._cores)
            self._take(held)
            for block in measuring:
                while held > block.options.cores:
                    self._starting.release()
                    held -= 1
                self._settle(futures[block], block)
            self._starting.release(held)

        workers = [measure] * bool(measuring) + [work] * min(together.qsize(), self.jobs)
        for worker in workers:
            threading.Thread(target=worker, daemon=True).start()
        if workers:
            self.cache.prune()
        return futures

    def close(self) -> None:
        """End what still runs."""
        self._launcher.close()

    def _kept(self, block: Block) -> Run | None:
        run = self.cache.load(block)
        return run if run and judge(block, run) is None else None

    def _take(self, cores: int) -> None:
        with self._next:
            for _ in range(cores):
                self._starting.acquire()

    def _settle(self, future: Future[Run], block: Block) -> None:
        try:
            future.set_result(self._make(block))
        except BaseException as error:
            future.set_exception(error)

    def _make(self, block: Block) -> Run:
        with self.cache.lock(block):
            if run := self._kept(block):  # somebody else may have made it while we waited
                return run
            with ExitStack() as start:
                if not block.options.cores:
                    self._take(1)
                    start.callback(self._starting.release)
                with self._running:  # after the cores, which `measure` has already
                    self.since[block] = time.monotonic()
                    try:
                        interpreter = sufficient(block.options.requires)
                        run = self._launcher.execute(block, interpreter, started=start.close)
                    finally:
                        del self.since[block]
            if judge(block, run) is None:
                self.cache.store(block, run)
            return run
