"""The chapter built by this project: cold, warm, after edits, and what no build of it can go below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from execution.model import Run
from execution.pages import Block
from tests.benchmarks.cost import Cost
from tests.benchmarks.machine import CORES
from tests.benchmarks.project_copy import ProjectCopy, digest

OFF, COLD, WARM, PROSE, EXAMPLE = "off", "cold", "warm", "prose", "example"
Steps = list[tuple[str, Callable[[], Cost]]]
"""Builds to measure, by name, in the order in which a round makes them."""


@dataclass(frozen=True, slots=True)
class Floor:
    """Below what no cold build can come: its longest example, and its CPU seconds over the cores."""

    longest: float
    cpu: float

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
        self._shortest: Block | None = None
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
        edited = self.shortest()
        snippet = self.copy.snippets / (edited.snippet or "")
        snippet.write_text(f"{edited.code}# {len(self.floors)}\n", encoding="utf-8")
        cost = self.copy.build()
        snippet.write_text(edited.code, encoding="utf-8")
        return cost

    def longest(self) -> Block:
        return max(self.blocks, key=self._seconds)

    def shortest(self) -> Block:
        """A short example, which therefore stands for an edit that costs little by itself."""
        if self._shortest is None:  # the same in all rounds
            files = [block for block in self.blocks if block.snippet and not block.options.cores]
            self._shortest = min(files, key=self._seconds)
        return self._shortest

    def _seconds(self, block: Block) -> float:
        return self.runs[digest(block)].seconds
