"""Where this project keeps things, and the one runner that its build and its tests share."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from execution.cache import Cache
from execution.runner import Runner

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
SNIPPETS = ROOT / "snippets"


@cache
def runner() -> Runner:
    """The runner on `.cache/runs`, or on the folder that EXECUTION_CACHE names."""
    return Runner(Cache(Path(os.environ.get("EXECUTION_CACHE", ROOT / ".cache" / "runs"))))
