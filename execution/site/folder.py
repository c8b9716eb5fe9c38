"""The chapter as a zip that opens from a folder: links lead to files, and no script is a module.

What browsers allow no page from a folder isn't offered there: searching, running examples, being kept.
"""

from __future__ import annotations

import io
import re
import zipfile
from html import escape
from pathlib import Path

from execution.live.bundle import LONG_AGO
from execution.site.scripts import joined

NAME = "async-chapter"
FILE = f"{NAME}.zip"
SCRIPT = "assets/chapter.js"
AS_THEY_ARE = ("assets/*.css", "assets/favicon.svg", "assets/javascripts/bundle.*.js", "examples/**/*.py")
NO_PAGE = "404.html"
"""Means something to a server only."""

LINK = re.compile(r'(?<=\s)(href|src)="([^"#?:]*)')
MODULE = re.compile(r'<script [^>]*?src="([^"]*)"[^>]*? type="module"[^>]*></script>')
NO_MODULES = ("assets/search/",)
SEARCH = re.compile(
    r'<label class="md-header__button md-icon" for="__search">.*?(?=</nav>\s*</header>)', re.DOTALL
)
RUNS = re.compile(r'(<figure class="run[^>]*?) data-live(?=[ >])')
MARKDOWN = re.compile(r'<link rel="alternate markdown"[^>]*>')
INSTANT = '"navigation.instant", '
"""With it the theme's script ends before it begins, in a folder."""
OFFLINE = re.compile(r'(<div class="offline">\s*<h2.*?</h2>).*?</div>', re.DOTALL)
COPY = '<p>내려받은 사본을 폴더에서 열었습니다. 검색과 ▶ 직접 실행은 <a href="{}">사이트</a>에 있습니다.</p>'


def packed(site: Path, site_url: str) -> bytes:
    """All that the zip has, of a site that has been built."""
    pages = {file: file.read_text(encoding="utf-8") for file in site.rglob("*.html") if file.name != NO_PAGE}
    content = {file: _page(html, site_url).encode() for file, html in pages.items()}
    content |= {file: file.read_bytes() for pattern in AS_THEY_ARE for file in site.glob(pattern)}
    script = site / SCRIPT
    modules = [
        site / address
        for address in MODULE.findall(pages[site / "index.html"])
        if not address.startswith(NO_MODULES)
    ]
    content[script] = joined(modules, script.parent).encode()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as written:
        for file in sorted(content):
            info = zipfile.ZipInfo(f"{NAME}/{file.relative_to(site).as_posix()}", LONG_AGO)
            info.external_attr = 0o644 << 16
            written.writestr(info, content[file], zipfile.ZIP_DEFLATED)
    return archive.getvalue()


def _page(html: str, site_url: str) -> str:
    """A page as it stands in the zip."""
    for gone in (SEARCH, MARKDOWN):
        html = gone.sub("", html)
    html = RUNS.sub(r"\1", html).replace(INSTANT, "")
    html = OFFLINE.sub(lambda found: found[1] + COPY.format(escape(site_url)), html)
    return LINK.sub(_link, _one_script(html))


def _one_script(html: str) -> str:
    """With one script in place of all modules, which wait for the page as they do."""
    first = MODULE.search(html)
    if not first:
        return html
    top = first[1][: first[1].index("assets/")]
    return MODULE.sub(
        "", html[: first.start()] + f'<script defer src="{top}{SCRIPT}"></script>' + html[first.end() :]
    )


def _link(found: re.Match[str]) -> str:
    """To the file that a server would answer with."""
    name, path = found.groups()
    if path.endswith("/"):
        path += "index.html"
    elif path.rpartition("/")[2] in (".", ".."):
        path += "/index.html"
    return f'{name}="{path}'
