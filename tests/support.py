"""What several tests need: blocks and runs made up, blocks really executed, a look at processes."""

from __future__ import annotations

import signal
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import psutil  # type: ignore[import-untyped]

from execution import options
from execution.interpreters import sufficient
from execution.model import SHAPE, Line, Run
from execution.pages import Block
from execution.process.launch import Launcher

PAGE, LINE, SNIPPET = "docs/core/example.md", 12, "core/example/example.py"
EDIT_URI = "https://code.invalid/edit/main/docs/{path}"
"""Where a page of the built site is mended, as a publisher would say it."""
_launcher = Launcher()


def a_block(
    code: str = "print(1)\n",
    page: str = PAGE,
    line: int = LINE,
    snippet: str | None = SNIPPET,
    **given: Any,
) -> Block:
    """A block as a fence with the options `given` would give it."""
    return Block(page, line, textwrap.dedent(code).lstrip("\n"), options.parse(given), snippet, given)


def a_run(output: str = "", **fields: Any) -> Run:
    """A run that reached its end and printed `output`, but for what `fields` says."""
    given: dict[str, Any] = {
        "shape": SHAPE,
        "digest": "",
        "python": "3.11.7",
        "exit_status": 0,
        "seconds": 1.234,
        "cpu_seconds": 0.1,
        "finished": True,
        "limit": None,
        "detail": "",
        "lines": tuple(Line(0.0, "stdout", text) for text in output.splitlines(keepends=True)),
        "lanes": (),
        "lanes_left_out": 0,
        "never_called": (),
        "tasks": (),
        "steps": (),
        "steps_left_out": 0,
    }
    return Run(**given | fields)


def execute(block: Block, started: Callable[[], object] = lambda: None) -> Run:
    """The run of `block`, as a build makes it."""
    return _launcher.execute(block, sufficient(block.options.requires), started=started)


def changed(blocks: list[Block], snippet: str, *replacements: tuple[str, str]) -> Run:
    """The run of a snippet of the pages with pieces of its code replaced, each of which it has once."""
    [block] = [block for block in blocks if block.snippet == snippet]
    code = block.code
    for old, new in replacements:
        assert code.count(old) == 1, old
        code = code.replace(old, new)
    return execute(replace(block, code=code))


def alive(pid: int) -> bool:
    """Still there, and not just waiting for its status to be read."""
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


@contextmanager
def ctrl_c_heard() -> Iterator[None]:
    """What is started meanwhile hears Ctrl-C. A job in the background of a shell ignores it, and so would
    all that it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def wait_until(condition: Callable[[], object], seconds: float = 60) -> None:
    """For what happens in other processes; a generous limit, so that a fault is no hanging test."""
    give_up = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up
        time.sleep(0.01)
