"""The chapter's own examples, built by this project, by markdown-exec as it comes, and by MyST-NB."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.cost import Cost, median
from tests.benchmarks.machine import CORES, say
from tests.benchmarks.myst import Myst
from tests.benchmarks.ours import COLD, EXAMPLE, OFF, PROSE, WARM, Ours
from tests.benchmarks.project_copy import ProjectCopy, digest
from tests.benchmarks.report import Check, Result, table
from tests.benchmarks.stock import Stock

STOCK, MYST_OFF, MYST_COLD, MYST_WARM, MYST_SAME = "stock", "myst off", "myst cold", "myst warm", "myst same"
NAMES = {
    OFF: "실행하지 않는 빌드(`EXECUTION=off`)",
    COLD: "처음부터",
    WARM: "다시, 바뀐 것 없음",
    PROSE: "다시, 글만 고침",
    EXAMPLE: "다시, 짧은 예제 하나를 고침",
    STOCK: "markdown-exec 그대로, 매번",
    MYST_OFF: "MyST-NB, 실행하지 않는 빌드",
    MYST_COLD: "MyST-NB + jupyter-cache, 처음부터",
    MYST_WARM: "MyST-NB + jupyter-cache, 다시, 출력만 남음",
    MYST_SAME: "MyST-NB + jupyter-cache, 다시, 바뀐 것 없음",
}
"""What the builds are called in the table, and their order there."""


def measure(folder: Path, python: Path, rounds: int, *, with_stock: bool, with_myst: bool) -> Result:
    """Build everything `rounds` times, one after the other, so that no build has a better hour."""
    ours = Ours(ProjectCopy(folder / "ours", python))
    steps = ours.steps()
    stock = myst = None
    if with_stock:
        say("looking for the examples that work inside another process")
        stock = Stock(folder / "stock", python)
        steps.append((STOCK, stock.build))
    if with_myst:
        myst = Myst(ProjectCopy(folder / "myst", python))
        myst.build_without_running()
        steps += [
            (MYST_OFF, myst.build_without_running),
            (MYST_COLD, myst.build_cold),
            (MYST_WARM, myst.build_warm),
            (MYST_SAME, myst.build_unchanged),
        ]
    costs: dict[str, list[Cost]] = {name: [] for name, _ in steps}
    for number in range(rounds):
        for name, build in steps:
            costs[name].append(build())
            say(f"round {number + 1}/{rounds}, {name}: {costs[name][-1].seconds:.2f} s")
    medians = {name: median(of_name) for name, of_name in costs.items()}
    floor = statistics.median(floor.seconds for floor in ours.floors)
    notes = [f"- {note}" for note in _notes(ours, stock, myst)]
    return Result(
        "\n\n".join([_table(ours, floor, medians), "\n".join(notes)]), _checks(ours, floor, medians)
    )


def _table(ours: Ours, floor: float, costs: dict[str, Cost]) -> str:
    longest = statistics.median(floor.longest for floor in ours.floors)
    cpu = statistics.median(floor.cpu for floor in ours.floors)
    measured = [
        (f"바닥: 가장 긴 예제(`{ours.longest().file_name}`)", longest, ""),
        (f"바닥: 예제의 CPU 시간 ÷ 코어 {CORES}개", cpu / CORES, f"{cpu:.2f}"),
    ]
    for name, words in NAMES.items():
        if name in costs:
            measured.append((words, costs[name].seconds, f"{costs[name].cpu_seconds:.2f}"))
    bases = (floor, costs[OFF].seconds, costs[COLD].seconds)
    rows = [
        [words, f"{seconds:.2f}", *(f"{seconds / base:.2f}" for base in bases), cpu_seconds]
        for words, seconds, cpu_seconds in measured
    ]
    head = [f"예제 {len(ours.blocks)}개", "초", "÷ 바닥", "÷ 실행 안 함", "÷ 처음부터", "CPU 초"]
    return table(head, rows)


def _notes(ours: Ours, stock: Stock | None, myst: Myst | None) -> Iterator[str]:
    edited = ours.shortest()
    yield f"고친 예제는 `{edited.snippet}`({ours.runs[digest(edited)].seconds:.2f}초)입니다."
    if stock:
        names = ", ".join(f"`{block.snippet}`" for block in stock.left_out) or "없음"
        seconds = sum(ours.runs[digest(block)].seconds for block in stock.left_out)
        yield (
            f"MkDocs 프로세스 안에서 돌지 않아 markdown-exec에서 뺀 예제 {len(stock.left_out)}개"
            f"({seconds:.2f}초): {names}."
        )
    if myst:
        cells = myst.cells()
        yield (
            f"MyST-NB(`-j auto`)에서 실행된 셀 {cells.run}개, 그 가운데 예외로 끝난 셀 {cells.failed}개, "
            f"실행되지 못한 페이지 {cells.lost_pages}개."
        )


def _checks(ours: Ours, floor: float, costs: dict[str, Cost]) -> list[Check]:
    off = costs[OFF].seconds
    return [
        Check("처음부터 ≤ 1.25 × 바닥 + 2초", 1.25 * floor + 2, costs[COLD].seconds, "초"),
        Check("바뀐 것 없음 ≤ 1.15 × 실행하지 않는 빌드", 1.15, costs[WARM].seconds / off, "배"),
        Check("글만 고침 ≤ 1.15 × 실행하지 않는 빌드", 1.15, costs[PROSE].seconds / off, "배"),
    ]
