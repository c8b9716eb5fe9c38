"""Runs a command and says what it cost: time, CPU time, memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

MAXRSS = 2**20 if sys.platform == "darwin" else 2**10
"""What `ru_maxrss` has to be divided by for MiB: getrusage(2) counts bytes there, KiB elsewhere."""
LAST_LINES = 40


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: wall seconds, CPU seconds with all its children, MiB of its largest process."""

    seconds: float
    cpu_seconds: float
    peak_mib: float


class CommandFailed(RuntimeError):
    """A command to measure ended with an error; the text has the end of its output."""


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each figure by itself."""
    return Cost(*map(statistics.median, zip(*map(astuple, costs), strict=True)))


def spend(command: Sequence[str | Path], *, cwd: Path, environment: Mapping[str, str]) -> Cost:
    """Run `command` to its end and measure it. Raises `CommandFailed` unless it ends with status 0.

    Measured by wait4(2): of the command and of every process that it or its children waited for.
    """
    with tempfile.TemporaryFile() as log:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            log.seek(0)
            last = log.read().decode("utf-8", "replace").splitlines()[-LAST_LINES:]
            words = " ".join(map(str, command))
            raise CommandFailed("\n".join([f"exit status {process.returncode}: {words}", *last]))
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / MAXRSS)
