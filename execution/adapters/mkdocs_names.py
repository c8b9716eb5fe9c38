"""What a page has to say to who doesn't see it: names of code blocks, and which cells are headers of rows.

Markdown has headers of columns only. A row has one, too: its first cell says what it is about.
"""

from __future__ import annotations

import re
from typing import Any

CODE = re.compile(r'(<span class="filename">([^<]*)</span><pre[^>]*>(?:<span></span>)?<code)>')
ROW = re.compile(r"(<tr>\s*)<td([^>]*)>(.*?)</td>", re.DOTALL)
CORNER = re.compile(r"(<tr>\s*)<th([^>]*)>\s*</th>")


def on_page_content(html: str, **_: Any) -> str:
    html = CODE.sub(r'\1 role="group" aria-label="\2">', html)
    html = ROW.sub(r'\1<th scope="row"\2>\3</th>', html)
    return CORNER.sub(r"\1<td\2></td>", html)
