"""Where a run in the page prints something else than the recorded one, and why.

None of these is about order, about blocking or about cancellation. A test asks whether each is true still.
"""

from __future__ import annotations

ALWAYS: dict[str, str] = {
    "advanced/testing/false_pass.py": "unittest of Python 3.14 holds what a test returns until it has "
    "warned of it, so that two warnings change places",
    "mistakes/old_code_wrong.py": "get_event_loop() makes no loop any more in Python 3.14, it raises",
    "mistakes/vanished_wrong.py": "all_tasks() still counts the task of whose end the collector has told; "
    "seen with Pyodide's 3.14.2, not yet compared with CPython's own 3.14",
}
"""By snippet: what differs in every browser."""
WITHOUT_STACKS = "스레드를 번갈아 실행할 수 없습니다"
"""Where WebAssembly's stacks can't be switched (no JSPI), an example that starts a thread ends with that.
To run the thread's work in one piece would show an order and a blocking that are not asyncio's."""
SAID_TO_NOBODY: dict[str, str] = {}
"""By snippet: what differs for the same reason, where the example itself deals with that exception."""
VARIES: dict[str, str] = {}
"""By snippet: what may differ from run to run, by how fast the machine is."""
CLOSE_TIMERS = "which of two timers a millisecond apart finds the loop awake is a matter of the machine"
THREADS = "in which order threads end that do equal work is a matter of the machine"
BUSY = "how far work of its own has come when a timer rings is a matter of the machine"
SOCKETS = "in which turn of the loop a byte has arrived is a matter of the machine"
COLLECTED = "when the garbage collector finds an abandoned generator differs from one interpreter to the next"
OTHER_STEPS: dict[str, str] = {
    "advanced/async_generators/group_around_yield.py": COLLECTED,
    "advanced/blocking_code/own_pool.py": THREADS,
    "advanced/blocking_code/exercise_progress.py": THREADS,
    "advanced/errors_and_recovery/jitter.py": CLOSE_TIMERS,
    "advanced/performance/exercise_report.py": BUSY,
    "advanced/performance/exercise_report.start.py": BUSY,
    "basics/event_loop/exercise_threads.py": THREADS,
    "basics/event_loop/sleep_zero.py": BUSY,
    "core/queues/burst.py": CLOSE_TIMERS,
    "core/queues/exercise_consumers.py": CLOSE_TIMERS,
    "io/files/exercise_together.py": THREADS,
    "io/files/json_blocks.py": BUSY,
    "io/files/pool_size.py": THREADS,
    "io/networking/": SOCKETS,
    "basics/event_loop/io_bound.py": SOCKETS,
    "practice/": SOCKETS,
    "io/synchronization/exercise_limit.start.py": CLOSE_TIMERS,
}
"""By snippet or folder: why an event loop may take other steps than the recorded one, to print the same."""
