"""The chapter's own examples, built by this project, by markdown-exec as it comes, and by MyST-NB."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from execution.blocks import Block
from execution.model import Run
from tests.benchmarks.cost import Cost, median
from tests.benchmarks.machine import CORES, say
from tests.benchmarks.myst import Myst
from tests.benchmarks.project_copy import ProjectCopy, digest
from tests.benchmarks.report import Check, Result, table
from tests.benchmarks.stock import Stock

OFF, COLD, WARM, PROSE, EXAMPLE = "off", "cold", "warm", "prose", "example"
STOCK, MYST_OFF, MYST_COLD, MYST_WARM, MYST_SAME = "stock", "myst off", "myst cold", "myst warm", "myst same"
Steps = list[tuple[str, Callable[[], Cost]]]


@dataclass(frozen=True, slots=True)
class Floor:
    """Below what no cold build can come: its longest example, and its CPU seconds over the cores.

    `alone` is the time of the examples that may share the machine with no other one.
    """

    longest: float
    cpu: float
    alone: float

    @property
    def seconds(self) -> float:
        """The greater of the two."""
        return max(self.longest, self.cpu / CORES)


class Ours:
    """This project's builds, in the order in which a round measures them."""

    def __init__(self, copy: ProjectCopy) -> None:
        self.copy = copy
        self.blocks = copy.blocks()
        self.floors: list[Floor] = []
        self.page = copy.folder / self.blocks[0].page
        self.runs: dict[str, Run] = {}
        self.edited: Block | None = None
        copy.build_without_running()  # not measured: reads and compiles what the first build has to

    def steps(self) -> Steps:
        return [
            (COLD, self.cold),
            (OFF, self.copy.build_without_running),  # next to those it is compared with
            (WARM, self.copy.build),
            (PROSE, self.prose_edited),
            (EXAMPLE, self.example_edited),
        ]

    def cold(self) -> Cost:
        cost = self.copy.build_cold()
        self.runs = self.copy.kept_runs()
        runs = [(block, self.runs[digest(block)]) for block in self.blocks]
        self.floors.append(
            Floor(
                longest=max(run.seconds for _, run in runs),
                cpu=sum(run.cpu_seconds for run in self.runs.values()),
                alone=sum(run.seconds for block, run in runs if block.alone),
            )
        )
        return cost

    def prose_edited(self) -> Cost:
        """Build after one more sentence at the end of a page."""
        with self.page.open("a", encoding="utf-8") as page:
            page.write("\n한 문장을 덧붙입니다.\n")
        return self.copy.build()

    def example_edited(self) -> Cost:
        """Build after one more comment in a short example."""
        if self.edited is None:
            files = [block for block in self.blocks if block.snippet and not block.alone]
            self.edited = min(files, key=lambda block: self.runs[digest(block)].seconds)
        snippet = self.copy.snippets / (self.edited.snippet or "")
        snippet.write_text(f"{self.edited.code}# {len(self.floors)}\n", encoding="utf-8")
        cost = self.copy.build()
        snippet.write_text(self.edited.code, encoding="utf-8")
        return cost

    def longest(self) -> str:
        return max(self.blocks, key=lambda block: self.runs[digest(block)].seconds).file_name


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
    return _result(ours, stock, myst, {name: median(of_name) for name, of_name in costs.items()})


def _result(ours: Ours, stock: Stock | None, myst: Myst | None, costs: dict[str, Cost]) -> Result:
    longest = statistics.median(floor.longest for floor in ours.floors)
    cpu = statistics.median(floor.cpu for floor in ours.floors)
    alone = statistics.median(floor.alone for floor in ours.floors)
    floor = statistics.median(floor.seconds for floor in ours.floors)
    off, cold = costs[OFF].seconds, costs[COLD].seconds
    edited = ours.edited.file_name if ours.edited else ""
    names = {
        OFF: "실행하지 않는 빌드(`EXECUTION=off`)",
        COLD: "처음부터",
        WARM: "다시, 바뀐 것 없음",
        PROSE: "다시, 글만 고침",
        EXAMPLE: f"다시, 짧은 예제 하나(`{edited}`)를 고침",
        STOCK: "markdown-exec 그대로, 매번",
        MYST_OFF: "MyST-NB, 실행하지 않는 빌드",
        MYST_COLD: "MyST-NB + jupyter-cache, 처음부터",
        MYST_WARM: "MyST-NB + jupyter-cache, 다시, 출력만 남음",
        MYST_SAME: "MyST-NB + jupyter-cache, 다시, 바뀐 것 없음",
    }
    measured = [
        (f"바닥: 가장 긴 예제(`{ours.longest()}`)", longest, ""),
        (f"바닥: 예제의 CPU 시간 ÷ 코어 {CORES}개", cpu / CORES, f"{cpu:.2f}"),
        *(
            (words, costs[name].seconds, f"{costs[name].cpu_seconds:.2f}")
            for name, words in names.items()
            if name in costs
        ),
    ]
    rows = [
        [name, f"{seconds:.2f}", *(f"{seconds / base:.2f}" for base in (floor, off, cold)), cpu_seconds]
        for name, seconds, cpu_seconds in measured
    ]
    head = [f"예제 {len(ours.blocks)}개", "초", "÷ 바닥", "÷ 실행 안 함", "÷ 처음부터", "CPU 초"]
    notes = [f"`alone` 예제는 하나씩 따로 실행되어 처음부터 빌드에서 {alone:.2f}초를 차지합니다."]
    if stock:
        left_out = ", ".join(f"`{block.file_name}`" for block in stock.left_out) or "없음"
        seconds = sum(
            ours.runs[digest(block)].seconds for block in ours.blocks if _among(block, stock.left_out)
        )
        notes.append(
            f"MkDocs 프로세스 안에서 돌지 않아 markdown-exec에서 뺀 예제 {len(stock.left_out)}개"
            f"({seconds:.2f}초): {left_out}."
        )
    if myst:
        cells = myst.cells()
        notes.append(
            f"MyST-NB(`-j auto`)에서 실행된 셀 {cells.run}개, 그 가운데 예외로 끝난 셀 {cells.failed}개, "
            f"실행되지 못한 페이지 {cells.lost_pages}개."
        )
    checks = [
        Check("처음부터 ≤ 1.25 × 바닥 + 2초", 1.25 * floor + 2, cold, "초"),
        Check("바뀐 것 없음 ≤ 1.15 × 실행하지 않는 빌드", 1.15, costs[WARM].seconds / off, "배"),
        Check("글만 고침 ≤ 1.15 × 실행하지 않는 빌드", 1.15, costs[PROSE].seconds / off, "배"),
    ]
    return Result("\n\n".join([table(head, rows), "\n".join(f"- {note}" for note in notes)]), checks)


def _among(block: Block, others: list[Block]) -> bool:
    """Whether `others`, of another copy, have a block at the same place."""
    return any((block.page, block.line) == (other.page, other.line) for other in others)
