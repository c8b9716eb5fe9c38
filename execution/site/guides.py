"""Files at the top of the site that tell machines what is there: llms.txt and robots.txt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

ABOUT = "모든 출력은 바로 위의 코드를 실행해 얻은 것입니다. 예제는 `examples/` 아래에 파일로도 있습니다."


def llms(nav: Navigation, name: str, description: str, site_url: str) -> str:
    """The pages as Markdown, in their order and groups (https://llmstxt.org)."""
    lines = [f"# {name}", "", f"> {description}", ""]
    lines += [ABOUT, ""]
    group = "시작"
    lines += [f"## {group}", ""]
    for item in nav.items:
        title = item.title if isinstance(item, Section) else (group if item is nav.items[0] else "그 밖에")
        if title != group:
            group = title
            lines += ["", f"## {group}", ""]
        lines += [_entry(page, site_url) for page in _pages(item)]
    return "\n".join(lines) + "\n"


def robots(site_url: str) -> str:
    """Everything may be read."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site_url}sitemap.xml\n"


def _pages(item: Any) -> Iterator[Page]:
    if isinstance(item, Page):
        yield item
    for child in item.children or []:
        yield from _pages(child)


def _entry(page: Page, site_url: str) -> str:
    return f"- [{page.title}]({site_url}{page.file.src_uri}): {page.meta.get('description', '')}"
