"""Our scripts without what is only meant for who reads their source: a browser waits for the rest of it."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

FOLDERS = ("", "live", "search")
"""Of assets/; what stands in vendor/ is as others made it."""
FOR_READERS = re.compile(r"^ *(?://|/\*\*).*\n|^ +| // .*$", re.MULTILINE)
"""Indentation, and comments, all of which fit on a line."""


def on_post_build(*, config: MkDocsConfig) -> None:
    for folder in FOLDERS:
        for script in Path(config.site_dir, "assets", folder).glob("*.js"):
            text = script.read_text(encoding="utf-8")
            script.write_text(FOR_READERS.sub("", text), encoding="utf-8")
