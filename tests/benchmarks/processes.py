"""How many examples are alive at once, looked up from outside while they sleep side by side."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from execution.project import JOBS
from tests.benchmarks.cost import CommandFailed
from tests.benchmarks.environment import variables
from tests.benchmarks.machine import CORES, say
from tests.benchmarks.project_copy import ProjectCopy
from tests.benchmarks.report import Check, Result, table
from tests.benchmarks.sizes import generate

SLEEPING = "import time\n\ntime.sleep(2)\nprint({number})\n"
EVERY = 0.05
FEW = 4


def measure(folder: Path, python: Path) -> Result:
    """Build a site of sleeping examples with few jobs and with as many as by default."""
    rows, checks = [], []
    for jobs in sorted({FEW, JOBS * CORES}):
        copy = generate(folder / f"jobs-{jobs}", python, 3 * jobs, SLEEPING)
        examples, most = _most_alive(copy, jobs)
        say(f"{jobs} jobs: {examples} examples alive at most")
        rows.append([f"{jobs}", f"{3 * jobs}", f"{examples}", f"{most}"])
        checks.append(Check(f"`EXECUTION_JOBS={jobs}`: 함께 살아 있는 예제", jobs, examples, "개"))
    head = ["EXECUTION_JOBS", "잠자는 예제", "함께 살아 있던 예제", "빌드의 자식 프로세스 전부"]
    return Result(table(head, rows), checks)


def _most_alive(copy: ProjectCopy, jobs: int) -> tuple[int, int]:
    """The most examples, and the most processes below the build, seen at one time."""
    environment = variables(EXECUTION_CACHE=str(copy.runs), EXECUTION_JOBS=str(jobs))
    most_examples = most = 0
    with subprocess.Popen(
        copy.command, cwd=copy.folder, env=environment, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as build:
        while build.poll() is None:
            alive = list(_below(build.pid))
            most_examples = max(most_examples, sum(alive))
            most = max(most, len(alive))
            time.sleep(EVERY)
    if build.returncode:
        raise CommandFailed(f"exit status {build.returncode} with {jobs} jobs")
    return most_examples, most


def _below(pid: int) -> Iterator[bool]:
    """For each process below `pid`, whether it is an example: a child of a child, a supervisor."""
    try:
        processes = psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return
    for process in processes:
        try:
            yield process.ppid() != pid and process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            continue
