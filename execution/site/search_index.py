"""The search index of the site: its sections, and the names by which readers know what is in them.

It takes the place of the index that the theme's plugin keeps. The theme fetches its own with every page;
that one is left empty, and ours is fetched by docs/assets/search/worker.js when somebody searches.
"""

from __future__ import annotations

import json
import re
from typing import Any, TypedDict

from mkdocs.structure.pages import Page

from execution.site.sections import sections

FILE = "search/chapter.json"
GLOSSARY = "glossary/"
SPELLINGS = (
    ("스레드", "쓰레드"),
    ("세마포어", "쎄마포어", "세마포"),
    ("컨텍스트", "콘텍스트"),
    ("퓨처", "퓨쳐"),
    ("태스크", "테스크", "타스크"),
    ("어웨이터블", "어웨이터블스", "대기 가능"),
    ("제너레이터", "제네레이터"),
    ("이벤트 루프", "이벤트룹"),
    ("서브 프로세스", "하위 프로세스", "자식 프로세스", "subprocess"),
    ("데드락", "교착", "교착 상태"),
    ("레이스 컨디션", "경쟁 조건", "경쟁 상태"),
    ("컨커런시", "동시성"),
    ("리트라이", "재시도", "retry"),
    ("익셉션", "예외", "exception"),
    ("디버그", "디버깅", "debug"),
    ("캔슬", "취소", "cancel"),
    ("소켓", "socket"),
    ("느린", "느려", "느리다"),
)
"""Common spellings and near words that the glossary has no place for; it gives the others."""
LATIN = re.compile(r"[A-Za-z][A-Za-z /.-]*")


class Entry(TypedDict):
    """A section as the worker reads it."""

    location: str
    title: str
    text: str
    words: str


class ChapterIndex:
    """Has the methods that the theme's plugin and the engine's memory call of an index."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.entries: list[Entry] = []
        self._config = config

    def add_entry_from_context(self, page: Page) -> None:
        """Read one page."""
        for number, (anchor, title, text, words) in enumerate(sections(page.content or "")):
            location = f"{page.url}#{anchor}" if number else page.url  # its top is the page itself
            if not number:
                text = f"{text} {page.meta.get('description', '')}".strip()
            self.entries.append({"location": location, "title": title, "text": text, "words": words})

    def generate_search_index(self, _: object) -> str:
        """What the theme fetches."""
        return json.dumps({"config": self._config, "docs": []})

    def document(self) -> str:
        """What a search fetches."""
        terms = [entry["title"] for entry in self.entries if entry["location"].startswith(f"{GLOSSARY}#term")]
        groups = [*filter(None, map(names_of, terms)), *map(list, SPELLINGS)]
        return json.dumps(
            {"docs": self.entries, "names": groups}, ensure_ascii=False, separators=(",", ":"), sort_keys=True
        )


def names_of(term: str) -> list[str]:
    """The names of one thing in a heading of the glossary: 시간제한 · timeout · 타임아웃.

    Where it names several things, 준비됨 · 실행 중 · ready · running, none of them stands for another.
    """
    names = [name.strip() for name in term.split("·")]
    return names if sum(bool(LATIN.fullmatch(name)) for name in names) == 1 else []
