"""Tells whoever waits for a build how far it is: a moving line on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, SimpleQueue

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from execution.model import Run
from execution.pages import Block

PLAIN_EVERY = 5.0
"""Seconds between two plain lines."""


def tell(runs: Mapping[Block, Future[Run]], since: Mapping[Block, float]) -> None:
    """Return when all `runs` are done, saying meanwhile on stderr how many are and which is slowest.

    `since` tells of the blocks that run just now when they began (any clock). Says nothing if
    everything is done already: a build from the cache stays silent.
    """
    left = {future: block for block, future in runs.items() if not future.done()}
    if not left:
        return
    done: SimpleQueue[Future[Run]] = SimpleQueue()
    for future in left:
        future.add_done_callback(done.put)
    console = Console(file=sys.stderr)
    columns = (TextColumn("예제"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    said = time.monotonic()
    with Progress(
        *columns, TextColumn("{task.fields[slow]}"), console=console, transient=True,
        disable=not console.is_terminal,
    ) as bar:  # fmt: skip
        task = bar.add_task("", total=len(runs), completed=len(runs) - len(left), slow="")
        while left:
            with suppress(Empty):
                left.pop(done.get(timeout=0.2))
            slow = _slowest(since)
            bar.update(task, completed=len(runs) - len(left), slow=slow)
            if not console.is_terminal and time.monotonic() - said >= PLAIN_EVERY and left:
                said = time.monotonic()
                done_now = len(runs) - len(left)
                print(f"예제 {done_now}/{len(runs)} 실행, {slow} 기다리는 중", file=sys.stderr)


def _slowest(since: Mapping[Block, float]) -> str:
    running = dict(since)  # other threads change it
    if not running:
        return ""
    block = min(running, key=running.__getitem__)
    return f"{block.page}:{block.line}"
