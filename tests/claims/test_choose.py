"""What docs/choose.md says of the five ways, of mixed work, and of stopping."""

from __future__ import annotations

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


def test_waiting_overlaps_in_every_way_but_one(run_of: Runs) -> None:
    took = of_ways(run_of("choose/ways.py"), "기다림")
    assert took["하나씩"] >= 0.4
    for way in WAYS:
        assert 0.1 <= took[way] < 0.4, way


def test_calculating_overlaps_in_processes_only(run_of: Runs) -> None:
    """Told by CPU times: unlike the time taken, they don't grow much with what else the machine does."""
    run = run_of("choose/ways.py")
    took, used = of_ways(run, "계산"), of_ways(run, "CPU")
    for way in ("하나씩", *WAYS[:3]):
        assert took[way] > used[way] * 0.9, way
        assert 0.4 < used[way] / used["하나씩"] < 2.5, way
    assert used["프로세스"] < used["하나씩"] / 2.5


def test_a_thread_is_held_while_it_waits_and_a_coroutine_holds_none(run_of: Runs) -> None:
    def busy(lane_of: str) -> list[float]:
        lanes = run_of("choose/ways.py").calls(lane_of)
        return [sum(b - a for a, b in lane.active) / (lane.end - lane.start) for lane in lanes]

    assert min(busy("ask")) > 0.9
    assert max(busy("ask_async")) < 0.5


def test_the_loop_stands_still_if_it_has_to_calculate(run_of: Runs, blocks: list[Block]) -> None:
    """In one of five runs: on a busy machine the other half may have to wait for its core."""
    [block] = [block for block in blocks if block.snippet == "choose/mixed.py"]
    run = run_of("choose/mixed.py")
    for _ in range(5):
        in_loop, in_process = map(float, re.findall(r"멈춘 시간 ([\d.]+)초", run.output))
        if in_loop > 2.5 * in_process:
            return
        run = execute(block)
    pytest.fail(run.output)


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
