"""What a page has to say to who doesn't see it: names of code blocks, and which cells are headers of rows.

Markdown has headers of columns only. A row has one, too: its first cell says what it is about.
A block but the first also says how many lines it has: a browser then leaves it until it is seen, and nothing
moves. That it can be focused is taken back by copy.js where nothing is to be scrolled.
A table stands in a box that scrolls from the first moment, and without a script, too.
"""

from __future__ import annotations

import re
from typing import Any

CODE = re.compile(
    r'(<span class="filename">([^<]*)</span><pre)(>(?:<span></span>)?<code)>(.*?</code>)', re.DOTALL
)
TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
ROW = re.compile(r"(<tr>\s*)<td([^>]*)>(.*?)</td>", re.DOTALL)
BOX = '<div class="md-typeset__scrollwrap"><div class="md-typeset__table">{}</div></div>'
"""As the theme's script would make it."""
CORNER = re.compile(r"(<tr>\s*)<th([^>]*)>\s*</th>")


def on_page_content(html: str, **_: Any) -> str:
    return TABLE.sub(_table, CODE.sub(_later, CODE.sub(_code, html, count=1)))


def _code(found: re.Match[str], style: str = "") -> str:
    head, name, middle, code = found.groups()
    return f'{head}{style}{middle} role="group" aria-label="{name}" tabindex="0">{code}'


def _later(found: re.Match[str]) -> str:
    rows = found[4].count("\n")
    return _code(found, f' style="--rows:{rows}"')


def _table(found: re.Match[str]) -> str:
    """Where no header stands above them, the first cells are the names of things that are compared."""
    names = ' class="name"' if CORNER.search(found[0]) else ""
    table = ROW.sub(rf'\1<th scope="row"{names}\2>\3</th>', found[0])
    return BOX.format(CORNER.sub(r"\1<td\2></td>", table))
