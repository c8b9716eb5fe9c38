"""Runs blocks side by side: cached ones at once, the others in child processes, some of them alone."""

from __future__ import annotations

import itertools
import os
import queue
import threading
from concurrent.futures import Future

from execution import sandbox
from execution.blocks import Block
from execution.cache import Cache
from execution.model import Run
from execution.verdict import judge


def default_jobs() -> int:
    """Blocks run at once unless EXECUTION_JOBS says another number: they mostly sleep."""
    return int(os.environ.get("EXECUTION_JOBS", 16 * (os.cpu_count() or 1)))


class Runner:
    """Up to `jobs` blocks at a time; as many as there are cores may be starting their interpreter.

    Blocks marked `alone` wait until no other is left to start, and then run one by one.
    The threads are daemons: when the build ends early, the pipes to the supervisors close with it, and
    each supervisor ends what it runs.
    """

    def __init__(self, cache: Cache, jobs: int | None = None) -> None:
        self.cache = cache
        self.jobs = jobs or default_jobs()
        self.running: dict[Block, float] = {}
        self._queue: queue.PriorityQueue[tuple[bool, int, Block, Future[Run]]] = queue.PriorityQueue()
        self._count = itertools.count()
        self._threads: list[threading.Thread] = []
        self._starting = threading.Semaphore(os.cpu_count() or 1)
        self._turn = threading.Condition()
        self._now_running = 0
        self._one_alone = False

    def run(self, block: Block) -> Run:
        """The run of `block`: the kept one if it is still right, else a new one.

        Raises `sandbox.SupervisorError` if the machine let us down. That a run failed is no exception
        here: `verdict.judge` says so.
        """
        return self.submit(block).result()

    def submit(self, block: Block) -> Future[Run]:
        """Like `run`, without waiting."""
        future: Future[Run] = Future()
        kept = self._kept(block)
        if kept:
            future.set_result(kept)
            return future
        self._queue.put((block.alone, next(self._count), block, future))
        if len(self._threads) < self.jobs:
            self._threads.append(threading.Thread(target=self._work, daemon=True))
            self._threads[-1].start()
        return future

    def _kept(self, block: Block) -> Run | None:
        run = self.cache.load(block)
        return run if run and judge(block, run) is None else None

    def _work(self) -> None:
        while True:
            alone, _, block, future = self._queue.get()
            with self._turn:
                self._turn.wait_for(
                    lambda: not self._one_alone and not (alone and self._now_running)  # noqa: B023
                )
                self._now_running += 1
                self._one_alone = alone
            try:
                future.set_result(self._make(block))
            except BaseException as error:
                future.set_exception(error)
            finally:
                with self._turn:
                    self._now_running -= 1
                    self._one_alone = False
                    self._turn.notify_all()

    def _make(self, block: Block) -> Run:
        with self.cache.lock(block):
            run = self._kept(block)  # somebody else may have made it while we waited
            if run is None:
                run = self._execute(block)
                if judge(block, run) is None:
                    self.cache.store(block, run)
            return run

    def _execute(self, block: Block) -> Run:
        self._starting.acquire()
        waiting = [self._starting.release]  # emptied by whoever gives the place back first
        try:
            return sandbox.execute(block, started=lambda: waiting.pop()())
        finally:
            if waiting:
                waiting.pop()()
