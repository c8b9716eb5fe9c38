"""Where a run in the page prints something else than the recorded one, and why.

None of these is about order, about blocking or about cancellation. A test holds each of them to be true still.
"""

from __future__ import annotations

ALWAYS: dict[str, str] = {}
"""By snippet: what differs in every browser."""
WITHOUT_STACKS: dict[str, str] = {}
"""By snippet: what differs, too, where WebAssembly's stacks can't be switched (no JSPI)."""
VARIES: dict[str, str] = {}
"""By snippet: what may differ from run to run, by how fast the machine is."""
