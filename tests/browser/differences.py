"""Where a run in the page prints something else than the recorded one, and why.

None of these is about order, about blocking or about cancellation. A test asks whether each is true still.
"""

from __future__ import annotations

ALWAYS: dict[str, str] = {
    "advanced/testing/false_pass.py": "unittest of Python 3.14 holds what a test returns until it has "
    "warned of it, so that two warnings change places",
}
"""By snippet: what differs in every browser."""
WITHOUT_STACKS: dict[str, str] = {}
"""By snippet: what differs, too, where WebAssembly's stacks can't be switched (no JSPI)."""
VARIES: dict[str, str] = {}
"""By snippet: what may differ from run to run, by how fast the machine is."""
