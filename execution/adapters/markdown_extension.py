"""The adapter to any build that renders with Python-Markdown, Zensical for one.

It is named in the list of Markdown extensions: `execution.adapters.markdown_extension`. markdown-exec has to
be set up, too, since it finds the fences. Such a build has no events. So at its first page all pages are
read and all blocks run; if anything is wrong, it is reported and the process ends, before any page is
written. No exception would do: superfences swallows most, and Zensical writes the other pages after those
that it does not. Under `serve` the page shows what is wrong, and the server lives on.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import cache, partial
from typing import Any

from markdown.extensions import Extension
from markdown_exec import base_format, formatters

from execution import progress
from execution.chapter import Chapter
from execution.options import OURS
from execution.pages import PageReader
from execution.project import DOCS, ROOT, SNIPPETS, new_runner
from execution.verdict import report

_serving = "serve" in sys.argv


@cache
def _chapter() -> Chapter:
    """The pages of this build, read once, their blocks run."""
    chapter = Chapter(PageReader([SNIPPETS]), new_runner())
    _read(chapter)
    _end_if_faulty(chapter)
    return chapter


def _read(chapter: Chapter, page: str | None = None) -> None:
    """Read that page; without one, all."""
    paths = [ROOT / page] if page else sorted(DOCS.rglob("*.md"))
    chapter.read({path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8-sig") for path in paths})
    progress.tell(chapter.runs, chapter.runner.since)


def _end_if_faulty(chapter: Chapter) -> None:
    faults = [] if _serving else chapter.faults
    if faults:
        sys.stderr.write(f"\n{report(faults)}\n\n고쳐야 할 곳이 {len(faults)}군데 있습니다\n")
        sys.stderr.flush()
        os._exit(1)


def _convert(convert: Callable[[str], str], md: Any, text: str) -> str:
    """Takes the place of `md.convert`. markdown-exec calls that, too, for pieces that are no page."""
    chapter = _chapter()
    if _serving and "exec=" in text:  # somebody may have edited the page, or its snippets
        _read(chapter, chapter.page_of(text))
    md.page = chapter.page_of(text)
    if md.page is None:
        return convert(text)
    html = chapter.begin(md.page) or convert(text)
    html = chapter.end(md.page, html)
    _end_if_faulty(chapter)
    return html


def _format(*, code: str, md: Any, **options: Any) -> str:
    """Takes the place of markdown-exec's own formatter for Python; keeps its options."""
    html = _chapter().figure(code, md.page)
    extra = {name: value for name, value in options["extra"].items() if name not in OURS}
    options |= {"html": True, "extra": extra}
    return base_format(language="python", run=lambda *_, **__: html, code=code, md=md, **options)


class _Figures(Extension):
    def extendMarkdown(self, md: Any) -> None:
        formatters["python"] = formatters["py"] = _format
        md.convert = partial(_convert, md.convert, md)


def makeExtension(**_: Any) -> Extension:
    """What Python-Markdown asks a module for."""
    return _Figures()
