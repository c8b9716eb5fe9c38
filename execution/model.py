"""The one value that travels: a `Run`, what really happened when a block was executed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SHAPE = 2
"""Version of `Run`'s JSON shape. A stored run of another shape is not read, it is made anew."""

Stream = Literal["stdout", "stderr"]
Outcome = Literal["returned", "raised", "cancelled", "unfinished"]
Limit = Literal["timeout", "output", "processes", "memory", "disk", "leftover"]
Kind = Literal["task", "callback", "timer", "thread", "socket", "signal"]
How = Literal[
    "created",  # by create_task(), gather(), a TaskGroup …
    "scheduled",  # a callback, by call_soon()
    "again",  # it gave way to the others only: sleep(0)
    "timer",
    "timeout",  # its time limit has passed
    "result",
    "exception",
    "cancel",
    "finished",  # what it awaited: a task, all of gather, a task group
    "item",  # a queue's: there is one, or there is room for one
    "released",
    "set",
    "thread",
    "socket",
    "process",
    "signal",
    "shutdown",  # asyncio.run() cancels what is left
]

OUTPUT_BYTES = 64 * 2**10
MEMORY_BYTES = 4 * 2**30
"""Address space of one process, and memory of all processes of a run together: generous, since each thread
reserves tens of megabytes it never uses."""
DISK_BYTES = 512 * 2**20
PROCESSES = 256


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
    order; between two of them the call was suspended. `thread` is empty for the main thread. `ready`
    lists when it could have gone on (or begun, before `start`) but it was not yet its turn; `task` is
    the place in `Run.tasks` of the task that it was part of, -1 if of none.
    """

    call: str
    function: str
    thread: str
    start: float
    end: float
    outcome: Outcome
    active: tuple[tuple[float, float], ...]
    task: int = -1
    ready: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Wake:
    """A task (its place in `Run.tasks`) was made ready, and how that came about."""

    task: int
    how: How


@dataclass(frozen=True, slots=True)
class Step:
    """One turn of the event loop: from `begin` to `end` it ran a task, a callback or work of its own.

    `task` is a place in `Run.tasks`, or -1 for the loop itself; `kind` says what it was, for a callback
    also what called for it. `line` is where a task went on (of the block, 1-based; 0: nowhere in it) and
    `stop` where it was suspended (0: it ended, as `outcome` tells), where it `waits` for what these words
    say, `until` the time that its timer rings. `wakes` are the tasks made ready in this turn, `ready` all
    that are ready after it, in the order in which they will run. `printed` counts the lines of `Run.lines`
    that were out by then.
    """

    begin: float
    end: float
    kind: Kind
    task: int
    line: int
    stop: int
    waits: str
    until: float | None
    outcome: Literal["", "returned", "raised", "cancelled"]
    wakes: tuple[Wake, ...]
    ready: tuple[int, ...]
    printed: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """What one execution of a block gave. Serialises to JSON, field by field, under these names.

    `digest` is the SHA-256 of the code (hex), `python` the version that ran it, `exit_status` as
    `subprocess` counts it (negative: killed by that signal), `seconds` the time from the first
    statement to the end of the process, `cpu_seconds` what the process and its children used.
    `finished` says whether the last statement was passed; `limit` which bound the run passed, if it was
    ended for that, with `detail` saying what was found (stuck line, processes left behind). `lanes_left_out`
    counts traced calls beyond the bound on lanes, and `never_called` names functions that were never called.
    `steps` are the turns of the event loop and `tasks` the labels of what it ran: tasks, and callbacks of
    the program's own; of further turns, `steps_left_out` is the number.
    """

    shape: int
    digest: str
    python: str
    exit_status: int
    seconds: float
    cpu_seconds: float
    finished: bool
    limit: Limit | None
    detail: str
    lines: tuple[Line, ...]
    lanes: tuple[Lane, ...]
    lanes_left_out: int
    never_called: tuple[str, ...]
    tasks: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    steps_left_out: int = 0

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
