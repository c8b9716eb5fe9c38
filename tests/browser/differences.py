"""Where a run in the page prints something else than the recorded one, and why.

None of these is about order, about blocking or about cancellation. A test asks whether each is true still.
"""

from __future__ import annotations

ALWAYS: dict[str, str] = {
    "advanced/testing/false_pass.py": "unittest of Python 3.14 holds what a test returns until it has "
    "warned of it, so that two warnings change places",
}
"""By snippet: what differs in every browser."""
WITHOUT_STACKS = "스레드를 번갈아 실행할 수 없습니다"
"""Where WebAssembly's stacks can't be switched (no JSPI), an example that starts a thread ends with that.
To run the thread's work in one piece would show an order and a blocking that are not asyncio's."""
SAID_TO_NOBODY: dict[str, str] = {}
"""By snippet: what differs for the same reason, where the example itself deals with that exception."""
VARIES: dict[str, str] = {}
"""By snippet: what may differ from run to run, by how fast the machine is."""
OTHER_STEPS: dict[str, str] = {}
"""By snippet: why its event loop takes other steps than the recorded one, to print the same."""
