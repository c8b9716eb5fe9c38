"""The adapter to MkDocs for what the site is besides its pages; comes after the one that has them run."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:  # MkDocs loads this file by its path, without its package
    sys.path.insert(0, str(ROOT))

from mkdocs.config.defaults import MkDocsConfig  # noqa: E402
from mkdocs.structure.files import Files  # noqa: E402
from mkdocs.structure.nav import Navigation  # noqa: E402
from mkdocs.structure.pages import Page  # noqa: E402
from mkdocs.utils import get_relative_url, write_file  # noqa: E402

from execution.chapter import Chapter  # noqa: E402
from execution.site import guides, offline, search_index  # noqa: E402
from execution.site.linked_data import linked_data  # noqa: E402
from execution.site.plain import plain  # noqa: E402

EXAMPLES = "examples"
FILE_NAME = re.compile(r'<span class="filename">([\w.]+)</span>')

_files: dict[str, str] = {}
"""What is to be written beside the pages, by its path in the site."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    _files.clear()
    plugin: Any = config.plugins["material/search"]
    kept = {key: plugin.config[key] for key in ("lang", "separator", "pipeline", "fields")}
    plugin.search_index = search_index.ChapterIndex(kept)
    return config


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The name above an example is a link to the file."""
    chapter: Chapter = config.extra["chapter"]
    snippets = {}
    for block, _ in chapter.shown_runs(_name(page, config)):
        if block.snippet:
            snippets[block.file_name] = f"{EXAMPLES}/{block.snippet}"
            _files[snippets[block.file_name]] = block.code

    def link(found: re.Match[str]) -> str:
        if found[1] not in snippets:
            return found[0]
        address = get_relative_url(snippets[found[1]], page.url)
        file = f'<a href="{address}" download title="파일로 내려받기">{found[1]}</a>'
        return f'<span class="filename">{file}</span>'

    return FILE_NAME.sub(link, html)


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    if config.extra["serving"]:  # an author's server is nothing for machines
        return context
    chapter: Chapter = config.extra["chapter"]
    text = page.file.content_string
    _files[page.file.src_uri] = plain(text, chapter.shown_runs(_name(page, config)), page.canonical_url or "")
    context["linked_data"] = linked_data(page, nav.pages, config.site_name, config.site_description or "")
    if page.is_homepage:
        site_url = config.site_url or ""
        _files["llms.txt"] = guides.llms(nav, config.site_name, config.site_description or "", site_url)
        _files["robots.txt"] = guides.robots(site_url)
    return context


def on_post_build(*, config: MkDocsConfig) -> None:
    plugin: Any = config.plugins["material/search"]
    _files[search_index.FILE] = plugin.search_index.document()
    for path, content in _files.items():
        write_file(content.encode(), str(Path(config.site_dir, path)))
    if not config.extra["serving"]:  # nor to read offline from
        offline.publish(Path(config.site_dir), config.site_url or "")


def _name(page: Page, config: MkDocsConfig) -> str:
    return f"{Path(config.docs_dir).name}/{page.file.src_uri}"
