"""Scripts without what no reader needs: a browser waits for the rest, and on a phone for what it does."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

FOLDERS = ("", "live", "search")
"""Of assets/; what stands in vendor/ is as others made it."""
FOR_READERS = re.compile(r"^ *(?://|/\*\*).*\n|^ +| // .*$", re.MULTILINE)
"""Indentation, and comments, all of which fit on a line."""
THEMES = "assets/javascripts"
CODE = 'M("pre:not(.mermaid) > code",e)'
"""Where the theme's script takes care of each block of code: it has all of them laid out, also those that are
far away or folded, to see which ones scroll. `copy.js` sees that when they are drawn."""


def on_post_build(*, config: MkDocsConfig) -> None:
    for folder in FOLDERS:
        for script in Path(config.site_dir, "assets", folder).glob("*.js"):
            text = script.read_text(encoding="utf-8")
            script.write_text(FOR_READERS.sub("", text), encoding="utf-8")
    [bundle] = Path(config.site_dir, THEMES).glob("bundle.*.js")
    text = bundle.read_text(encoding="utf-8")
    if text.count(CODE) != 1:
        raise PluginError(f"{bundle.name}: 테마의 스크립트가 바뀌어 {CODE}가 없습니다")
    bundle.write_text(text.replace(CODE, "[]"), encoding="utf-8")
