"""Where this project keeps things, and the runner that a build or a test run works with."""

from __future__ import annotations

import os
from pathlib import Path

from execution.cache import Cache
from execution.runner import Runner

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
SNIPPETS = ROOT / "snippets"
JOBS = 32
"""Blocks run at once for each core, unless EXECUTION_JOBS says how many in all: they mostly sleep."""


def new_runner() -> Runner:
    """A runner on `.cache/runs`, or on the folder that EXECUTION_CACHE names.

    Raises ValueError if EXECUTION_JOBS is no number of jobs.
    """
    folder = os.environ.get("EXECUTION_CACHE", ROOT / ".cache" / "runs")
    jobs = os.environ.get("EXECUTION_JOBS", str(JOBS * (os.cpu_count() or 1)))
    if not jobs.isascii() or not jobs.isdigit() or int(jobs) == 0:
        raise ValueError(f"EXECUTION_JOBS는 1 이상의 정수여야 합니다: {jobs!r}")
    return Runner(Cache(Path(folder)), int(jobs))
