"""What docs/next-steps.md says of the memory that it measures."""

from __future__ import annotations

import re
from collections.abc import Callable

from execution.model import Run


def test_a_waiting_task_takes_about_one_kib_and_a_thread_about_sixteen(run_of: Callable[[str], Run]) -> None:
    task, thread = map(float, re.findall(r"하나에 ([\d.]+) KiB", run_of("next_steps/memory.py").output))
    assert 0.5 < task < 1.5
    assert 12 < thread < 22
    assert thread > 10 * task
