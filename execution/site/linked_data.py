"""What a page is, in the words of https://schema.org, for search engines."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from mkdocs.structure.pages import Page

CARD = re.compile(r"^- \[[^\]]+\]\(([\w/-]+\.md)\) .* \*(\d+)분\*$", re.MULTILINE)
"""A page on the home page, with the minutes that reading it takes."""


def linked_data(page: Page, pages: Sequence[Page], name: str, description: str) -> str:
    """The JSON-LD of `page`: the course on the home page, a part of it elsewhere."""
    home = next(each for each in pages if each.is_homepage)
    times = {source: int(minutes) for source, minutes in CARD.findall(home.file.content_string)}
    if page.is_homepage:
        return _script(_course(home, pages, name, description) | _takes(sum(times.values())))
    return _script(_part(page, pages, home) | _takes(times.get(page.file.src_uri, 0)))


def _course(home: Page, pages: Sequence[Page], name: str, description: str) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": ["Course", "LearningResource"],
        "@id": _course_id(home),
        "url": home.canonical_url,
        "name": name,
        "description": description,
        "inLanguage": "ko",
        "isAccessibleForFree": True,
        "about": "asyncio",
        "coursePrerequisites": "파이썬의 함수와 클래스, 예외, with",
        "provider": {"@type": "Organization", "name": name, "url": home.canonical_url},
        "hasPart": [
            {"@type": "LearningResource", "@id": page.canonical_url, "name": page.title}
            for page in pages
            if page is not home
        ],
    }


def _part(page: Page, pages: Sequence[Page], home: Page) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "@id": page.canonical_url,
        "url": page.canonical_url,
        "name": page.title,
        "description": page.meta.get("description", ""),
        "inLanguage": "ko",
        "isAccessibleForFree": True,
        "learningResourceType": "tutorial",
        "position": [each for each in pages if each is not home].index(page) + 1,
        "isPartOf": {"@type": "Course", "@id": _course_id(home)},
        "teaches": [item.title for item in page.toc.items[0].children] if page.toc.items else [],
    }


def _takes(minutes: int) -> dict[str, str]:
    """As long as the home page says, if it says anything."""
    return {"timeRequired": f"PT{minutes}M"} if minutes else {}


def _course_id(home: Page) -> str:
    return f"{home.canonical_url}#course"


def _script(data: dict[str, Any]) -> str:
    """As it may stand in a `<script>`."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True).replace("</", "<\\/")
