"""What docs/choose.md says of the five ways, of mixed work, and of stopping."""

from __future__ import annotations

import os
import re
from collections.abc import Callable

import pytest

from execution.model import Run
from execution.pages import Block
from tests.support import execute

Runs = Callable[[str], Run]
WAYS = ("스레드", "gather", "TaskGroup", "프로세스")


def of_ways(run: Run, work: str) -> dict[str, float]:
    found = re.findall(rf"^(\S+): .*{work} ([\d.]+)초", run.output, re.MULTILINE)
    return {name: float(took) for name, took in found}


def again(blocks: list[Block], snippet: str, run: Run, holds: Callable[[Run], bool]) -> None:
    """`holds` of one of five runs: on a busy machine a calculation may have to share its core."""
    [block] = [block for block in blocks if block.snippet == snippet]
    for _ in range(5):
        if holds(run):
            return
        run = execute(block)
    pytest.fail(run.output)


def test_waiting_overlaps_in_every_way_but_one(run_of: Runs) -> None:
    took = of_ways(run_of("choose/ways.py"), "기다림")
    assert took["하나씩"] >= 1
    for way in WAYS:
        assert 0.25 <= took[way] < 0.75, way


def test_calculating_overlaps_in_processes_only(run_of: Runs, blocks: list[Block]) -> None:
    def holds(run: Run) -> bool:
        took = of_ways(run, "계산")
        alike = min(took[way] for way in WAYS[:3]) > took["하나씩"] * 0.5
        return alike and (took["프로세스"] < took["하나씩"] * 0.9 or len(os.sched_getaffinity(0)) < 2)

    again(blocks, "choose/ways.py", run_of("choose/ways.py"), holds)


def test_a_thread_is_held_while_it_waits_and_a_coroutine_holds_none(run_of: Runs) -> None:
    def busy(lane_of: str) -> list[float]:
        lanes = run_of("choose/ways.py").calls(lane_of)
        return [sum(b - a for a, b in lane.active) / (lane.end - lane.start) for lane in lanes]

    assert min(busy("ask")) > 0.9
    assert max(busy("ask_async")) < 0.5


def test_the_loop_stands_still_if_it_has_to_calculate(run_of: Runs, blocks: list[Block]) -> None:
    def holds(run: Run) -> bool:
        in_loop, in_process = map(float, re.findall(r"멈춘 시간 ([\d.]+)초", run.output))
        return in_loop > 2.5 * in_process

    again(blocks, "choose/mixed.py", run_of("choose/mixed.py"), holds)


def test_tasks_and_processes_can_be_stopped_and_threads_can_not(run_of: Runs) -> None:
    run = run_of("choose/stop.py")
    assert [line.text.strip() for line in run.lines] == [
        "셋에게 그만두라고 함",
        "태스크: 정리함",
        "스레드를 기다리던 태스크: cancelled=True",
        "프로세스: 끝남",
        "스레드: 끝까지 함",
    ]
    assert run.printed("스레드: 끝까지 함")[0] > 1.15


def test_the_exercises_start_slow_and_end_quickly(run_of: Runs) -> None:
    assert run_of("choose/exercise_pool.start.py").seconds > 1.9
    assert run_of("choose/exercise_pool.py").seconds < 1
    start, solved = (run_of(f"choose/exercise_stop{part}.py") for part in (".start", ""))
    assert start.printed("0.3초에 그만둠")
    assert start.seconds > 2.4
    assert solved.seconds < 1.5
