"""The machine that measures, and a word to whoever waits for it."""

from __future__ import annotations

import os
import platform
import sys
import time

CORES = os.cpu_count() or 1


def describe() -> str:
    """What the figures depend on, in one line: when, where, with which Python, beside how much else."""
    gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    now = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime())
    system, version = platform.system(), platform.python_version()
    return (
        f"{now} · 코어 {CORES}개, 메모리 {gib:.1f} GiB · {system} · Python {version} · "
        f"시작할 때의 부하 {os.getloadavg()[0]:.2f}"
    )


def say(text: str) -> None:
    """Tell how far the comparison is, on stderr: stdout is for the tables."""
    print(text, file=sys.stderr, flush=True)
