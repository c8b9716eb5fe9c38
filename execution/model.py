"""The one value that travels: a `Run`, what really happened when a block was executed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SHAPE = 1
"""Version of `Run`'s JSON shape. A stored run of another shape is not read, it is made anew."""

Stream = Literal["stdout", "stderr"]
Outcome = Literal["returned", "raised", "cancelled", "unfinished"]
Stop = Literal["timeout", "output", "leftover"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of output, or a piece of one that was printed at a time of its own.

    `t` is in seconds since the block's first statement; `text` keeps its newline, if it had one.
    """

    t: float
    stream: Stream
    text: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One traced call: when it began and ended, and when in between it held its thread.

    All times are in seconds since the block's first statement. `active` lists (start, end) pairs in
    order; between two of them the call was suspended. `thread` is empty for the main thread.
    """

    call: str
    function: str
    thread: str
    start: float
    end: float
    outcome: Outcome
    active: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """What one execution of a block gave. Serialises to JSON, field by field, under these names.

    `digest` is the SHA-256 of the code (hex), `python` the version that ran it, `exit_status` as
    `subprocess` counts it (negative: killed by that signal), `seconds` the time from the first
    statement to the end of the process, `cpu_seconds` what the process and its children used.
    `finished` says whether the last statement was passed; `stop` why the run was cut off, if it was,
    with `remark` saying what was found (stuck line, processes left behind). `unlisted` counts traced
    calls beyond the bound on lanes, and `silent` names functions to trace that were never called.
    """

    shape: int
    digest: str
    python: str
    exit_status: int
    seconds: float
    cpu_seconds: float
    finished: bool
    stop: Stop | None
    remark: str
    lines: tuple[Line, ...]
    lanes: tuple[Lane, ...]
    unlisted: int
    silent: tuple[str, ...]

    @property
    def output(self) -> str:
        """Everything printed, on both streams, in the order of printing."""
        return "".join(line.text for line in self.lines)

    def printed(self, text: str) -> list[float]:
        """When lines that contain `text` were printed, in seconds, in order."""
        return [line.t for line in self.lines if text in line.text]

    def calls(self, function: str) -> list[Lane]:
        """The traced calls of `function` (its name without the class), in the order of their beginning."""
        found = [lane for lane in self.lanes if lane.function.rpartition(".")[2] == function]
        return sorted(found, key=lambda lane: lane.start)

    def most_at_once(self, function: str) -> int:
        """The greatest number of traced calls of `function` that were under way at one time."""
        calls = self.calls(function)
        return max((sum(c.start <= lane.start < c.end for c in calls) for lane in calls), default=0)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something an author has to mend: where it stands (1-based line of the page) and what it is."""

    page: str
    line: int
    message: str
    snippet: str = ""
    output: str = ""
    seconds: float | None = None
