"""CPython's own event loop for Unix, on selectors that wait in a worker."""

from __future__ import annotations

import asyncio
import itertools
import signal
import time
from asyncio import base_events, events, unix_events
from collections.abc import Callable
from typing import Any

from pyodide import webloop

from execution.browser import waiting

_task_numbers = itertools.count(1)


class Loop(unix_events._UnixSelectorEventLoop):
    """But for three things: signals come from the program itself, and no descriptor tells of them; tasks are
    counted for each program, as in a process of its own; and however coarse the browser's clock is, no two
    moments are the same, or timers set one after the other could ring in another order."""

    _last = 0.0

    def time(self) -> float:
        self._last = max(self._last + 1e-6, time.monotonic())
        return self._last

    def create_task(self, coro: Any, **kwargs: Any) -> Any:
        if kwargs.get("name") is None:
            kwargs["name"] = f"Task-{next(_task_numbers)}"
        return super().create_task(coro, **kwargs)

    def add_signal_handler(self, sig: int, callback: Callable[..., object], *args: Any) -> None:
        handle = events.Handle(callback, args, self, None)
        self._signal_handlers[sig] = handle
        signal.signal(sig, lambda *_: self._add_callback_signalsafe(handle))

    def remove_signal_handler(self, sig: int) -> bool:
        if self._signal_handlers.pop(sig, None) is None:
            return False
        signal.signal(sig, signal.default_int_handler if sig == signal.SIGINT else signal.SIG_DFL)
        return True


for _name in (
    "create_task",
    "time",
):  # they are asyncio's own for who asks where they come from (the recorder)
    _function = vars(Loop)[_name]
    _function.__code__ = _function.__code__.replace(co_filename=base_events.__file__)
Loop.__name__ = Loop.__qualname__ = "_UnixSelectorEventLoop"


class Policy(events._BaseDefaultEventLoopPolicy):
    """Private in 3.14, where policies are on their way out; it is what asyncio itself uses."""

    _loop_factory = Loop


def count_anew() -> None:
    """The next program begins with Task-1."""
    global _task_numbers
    _task_numbers = itertools.count(1)


def install() -> None:
    """Undo what Pyodide has put in place of CPython's own, and have every new loop be this one."""
    vars(asyncio).update(run=webloop._orig_run, SelectorEventLoop=Loop, EventLoop=Loop)
    vars(unix_events).update(SelectorEventLoop=Loop, _UnixSelectorEventLoop=Loop)
    vars(time)["sleep"] = waiting.sleep
    events._set_event_loop_policy(Policy())
