"""The processes of a block, also orphans and daemons: what they use, and their end.

On Linux the process that asks is a "child subreaper" (prctl(2)): all that its block starts stays below it.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36


def prctl(option: int, value: int) -> None:
    """Call prctl(2) where there is one."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


class Tree:
    """The processes of a block, which are this process's descendants, and what they use."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.worker = 0
        self.exit_status: int | None = None
        self.ended = 0.0
        self.cpu = 0.0

    def children(self, pid: int | str = "self") -> list[int]:
        """Direct children of a process; when one of them ends, its own children become ours (subreaper)."""
        found: list[int] = []
        with contextlib.suppress(OSError):
            for task in os.listdir(f"/proc/{pid}/task"):
                with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as file:
                    found += map(int, file.read().split())
        return found

    def processes(self) -> list[int]:
        """All descendants."""
        found = self.children()
        for pid in found:  # which grows meanwhile
            found += self.children(pid)
        return found

    def reap(self) -> bool:
        """Take the status of every child that has ended; say whether any process is still there."""
        while True:
            try:
                pid, status, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return self._group_alive()
            if pid == 0:
                return True
            self.cpu += usage.ru_utime + usage.ru_stime
            if pid == self.worker:
                self.exit_status = os.waitstatus_to_exitcode(status)
                self.ended = time.monotonic()

    def _group_alive(self) -> bool:
        try:
            os.killpg(self.worker, 0)
        except (ProcessLookupError, PermissionError):
            return False
        return True

    def exceeds(self, order: dict[str, Any]) -> str | None:
        """Which of the order's bounds the block has passed, by what it uses now."""
        processes = self.processes()
        if len(processes) > order["processes"]:
            return "processes"
        if sum(map(_private_bytes, processes)) > order["memory_bytes"]:
            return "memory"
        if _disk_bytes(self.folder, order["disk_bytes"]) > order["disk_bytes"]:
            return "disk"
        return None

    def end_all(self) -> None:
        """Kill what is left, and what that leaves behind, until nothing is there any more."""
        give_up = time.monotonic() + 5
        while True:
            for pid in self.children():
                _kill(os.kill, pid)
            if self._group_alive():
                _kill(os.killpg, self.worker)
            if not self.reap() or time.monotonic() > give_up:
                return
            time.sleep(0.002)


def _kill(kill: Callable[[int, int], None], pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        kill(pid, signal.SIGKILL)


def command_of(pid: int) -> str:
    """The beginning of a process's command line; empty where that can't be read."""
    with contextlib.suppress(OSError), open(f"/proc/{pid}/cmdline", "rb") as file:
        return file.read().replace(b"\0", b" ").decode("utf-8", "replace").strip()[:60]
    return ""


def _private_bytes(pid: int) -> int:
    """Memory of a process that it shares with no file, by proc_pid_statm(5)."""
    with contextlib.suppress(OSError), open(f"/proc/{pid}/statm", encoding="ascii") as file:
        _, resident, shared, *_ = map(int, file.read().split())
        return (resident - shared) * resource.getpagesize()
    return 0


def _disk_bytes(top: str, enough: int) -> int:
    """What the files under `top` take on disk; counted no further than past `enough`."""
    total = 0
    for folder, _, files in os.walk(top):
        for name in files:
            with contextlib.suppress(OSError):
                total += os.lstat(os.path.join(folder, name)).st_blocks * 512
        if total > enough:
            break
    return total
