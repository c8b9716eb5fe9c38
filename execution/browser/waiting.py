"""Waiting in a worker: for time to pass, or for another thread to have done something.

While there is one thread, the worker itself sleeps (`Atomics.wait`), as a process does. With several, each
on a stack of its own (JSPI, WebAssembly's promise integration), the one that waits is put aside and the
worker's event loop takes the next one up. So threads change places only where they wait, or, as CPython's do
after its switch interval, where the event loop looks for news.
"""

from __future__ import annotations

import math
import time
from asyncio import events
from collections.abc import Callable

import kernel
from pyodide.ffi import run_sync

SWITCH_SECONDS = 0.005
"""What `sys.getswitchinterval()` says: so long may a thread that never waits keep the others waiting."""
HAS_THREADS: bool = kernel.hasStacks
"""Whether this browser has JSPI; without, no thread can be started."""
NO_THREADS = (
    "이 브라우저에서는 스레드를 번갈아 실행할 수 없습니다(JSPI가 없음). 최신 브라우저에서 다시 실행해 보세요"
)
current = 0
"""The thread that runs: 0 for the main one. Who gives way notes it, and is it again afterwards."""
others = 0
"""Threads that are alive besides the main one."""
refused = False
"""Whether this program has asked for a thread where there are none."""
_last_turn = time.monotonic()
_someone_waits = 0
_pyodides_loop = events._get_running_loop()


def wait(ready: Callable[[], object], seconds: float | None = None) -> bool:
    """Wait until `ready()`, for so many seconds at most; say whether it is.

    A program that was refused a thread waits no more: what it waits for may be that thread's to do. A task or
    an `except` may have kept the refusal to itself, so it is said again, wherever that ends the program.
    """
    deadline = math.inf if seconds is None else time.monotonic() + seconds
    while not ready():
        left = deadline - time.monotonic()
        if left <= 0:
            return False
        if refused:
            raise RuntimeError(NO_THREADS)
        if others:
            give_way(left)
        else:
            kernel.block(left * 1000)
    return True


def give_way(seconds: float) -> None:
    """Let the other threads go on: until something changes, for so many seconds at most."""
    global current, _last_turn, _someone_waits
    _someone_waits += 1
    ident = current
    own = events._get_running_loop()
    events._set_running_loop(_pyodides_loop)  # which `run_sync` asks for
    try:
        run_sync(kernel.pause(seconds * 1000))
    finally:
        current = ident
        events._set_running_loop(own)
        _someone_waits -= 1
        _last_turn = time.monotonic()


def fair_turn() -> None:
    """Let the others go on if they have waited for as long as CPython would let them."""
    if others and time.monotonic() - _last_turn > SWITCH_SECONDS:
        give_way(0)


def changed() -> None:
    """Something that others may wait for has happened: they shall look again."""
    if _someone_waits:
        kernel.wake()


def sleep(seconds: float) -> None:
    """Takes the place of `time.sleep`."""
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    if not wait(lambda: False, seconds) and seconds == 0 and others:
        give_way(0)
