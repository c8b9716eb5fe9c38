"""Threads for the standard library's `threading`: what it takes from `_thread`, on stacks of their own.

All above that stays as it is: Thread, Event, Condition, ThreadPoolExecutor, and asyncio's to_thread().
"""

from __future__ import annotations

import _threading_local
import concurrent.futures.thread
import itertools
import queue
import threading
from asyncio import events
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import kernel
from pyodide.ffi import create_once_callable

from execution.browser import waiting
from execution.browser.waiting import HAS_THREADS, NO_THREADS, changed, wait

_idents = itertools.count(1)
_main_ident = threading.get_ident()
_alive: set[Handle] = set()
_started = False


class Lock:
    """Takes the place of `_thread.lock`."""

    def __init__(self) -> None:
        self._taken = False

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        if not blocking and timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        if self._taken and not (blocking and wait(self._free, None if timeout < 0 else timeout)):
            return False
        self._taken = True
        return True

    def _free(self) -> bool:
        return not self._taken

    def release(self) -> None:
        if not self._taken:
            raise RuntimeError("release unlocked lock")
        self._taken = False
        changed()

    def locked(self) -> bool:
        return self._taken

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()


class Handle:
    """Takes the place of `_thread._ThreadHandle`."""

    def __init__(self, ident: int = 0) -> None:
        self.ident = ident
        self.daemon = False
        self._done = False

    def is_done(self) -> bool:
        return self._done

    def _set_done(self) -> None:
        self._done = True
        changed()

    def join(self, timeout: float | None = None) -> None:
        wait(self.is_done, timeout)


def start(function: Callable[[], object], *, handle: Handle, daemon: bool = True) -> Handle:
    """Takes the place of `_thread.start_joinable_thread`."""
    global _started
    if not HAS_THREADS:  # one after the other they would show what no thread does
        waiting.refused = True
        raise RuntimeError(NO_THREADS)
    handle.ident = _main_ident + 8 * next(_idents)
    handle.daemon = daemon

    def bootstrap() -> None:
        waiting.current = handle.ident
        events._set_running_loop(None)
        try:
            function()
        finally:
            waiting.others -= 1
            _alive.discard(handle)
            handle._set_done()

    _started = True
    waiting.others += 1
    _alive.add(handle)
    kernel.soon(create_once_callable(bootstrap, _may_syncify=True))
    return handle


def _join_all() -> None:
    """Takes the place of `_thread._shutdown`: waits for all threads that are no daemons."""
    while left := [handle for handle in _alive if not handle.daemon]:
        left[0].join()


def count_anew() -> None:
    """The next program begins with Thread-1, and has been refused none."""
    waiting.refused = False
    vars(threading)["_counter"] = itertools.count(1).__next__
    ThreadPoolExecutor._counter = itertools.count().__next__


def any_started() -> bool:
    """Whether there has been a thread. One that is left nothing can end; and Pyodide 314.0.7, after some
    thousand switches of threads that are gone, reads memory that isn't there."""
    return _started


def _ident() -> int:
    return waiting.current or _main_ident


def install() -> None:
    """Have `threading` and what is built on it work with these."""
    vars(threading).update(
        _start_joinable_thread=start,
        _ThreadHandle=Handle,
        _make_thread_handle=Handle,
        _allocate_lock=Lock,
        Lock=Lock,
        _CRLock=None,  # so that RLock() is the one written in Python, on _allocate_lock()
        _thread_shutdown=_join_all,
        get_ident=_ident,
        _set_name=None,
        local=_threading_local.local,  # goes by current_thread(); the other one by what Python takes for one
    )
    vars(threading)["_active_limbo_lock"] = threading.RLock()
    vars(queue)["SimpleQueue"] = vars(queue)["_PySimpleQueue"]
    vars(concurrent.futures.thread)["_global_shutdown_lock"] = Lock()
