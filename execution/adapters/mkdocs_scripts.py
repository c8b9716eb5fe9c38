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
WHOLE_PAGE = {
    'M("pre:not(.mermaid) > code",e)': "[]",
    'M("table:not([class])",e)': "[]",
    "document.head.appendChild(o);let n=": "let n=",
    'vi(e){for(let t of M("[href], ': 'vi(e){for(let t of M("[href]:not([rel=stylesheet]), ',
    "t.set(r.outerHTML,r)": "t.set(r.rel===`stylesheet`?r.rel:r.outerHTML,r)",
}
"""Where the theme's script has a browser lay out or style all of a page once more, and what stands there
instead. It looks which blocks of code scroll, also far ones and folded ones: `copy.js` sees that when they
are drawn. It puts tables into boxes that scroll: `mkdocs_names.py` has done so. It adds a word on colours
that the page has said (main.html). It makes the address of the style sheet a whole one, to compare it with
the next page's: the sheet is read again then, and there is only one."""


def on_post_build(*, config: MkDocsConfig) -> None:
    for folder in FOLDERS:
        for script in Path(config.site_dir, "assets", folder).glob("*.js"):
            text = script.read_text(encoding="utf-8")
            script.write_text(FOR_READERS.sub("", text), encoding="utf-8")
    [bundle] = Path(config.site_dir, THEMES).glob("bundle.*.js")
    text = bundle.read_text(encoding="utf-8")
    for part, instead in WHOLE_PAGE.items():
        if text.count(part) != 1:
            raise PluginError(f"{bundle.name}: 테마의 스크립트가 바뀌어 {part}가 없습니다")
        text = text.replace(part, instead)
    bundle.write_text(text, encoding="utf-8")
