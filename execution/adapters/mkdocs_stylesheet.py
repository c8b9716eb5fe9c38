"""One style sheet for the site: of the theme's what is meant for something on our pages, and then our own.

The theme's sheet is made for every site there could be. A rule for classes or elements that occur neither in
a built page nor in the theme's script would only be waited for; and a browser asks for one file.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tinycss2
from mkdocs.config.defaults import MkDocsConfig

SHEET = "assets/site.css"
ABSENT = re.compile("md-(annotation|version|source|tooltip|select|banner|consent|feedback)|mermaid|result")
"""What only parts of the theme are called that this site has not, though the theme's script knows them."""
NOTHING_FOLLOWS = ".md-typeset table:not([class])+*"
"""A table is alone in its box. For a rule about whatever follows something, a browser styles all of a page
again whenever a script puts anything into it."""
MADE_BY_SCRIPT = {"mark"}
"""Elements that come to a page with what was searched for."""
CLASSES, TAGS = re.compile(r'\sclass="([^"]*)"'), re.compile(r"<([a-z][a-z0-9]*)[\s>]")
NAME = re.compile(r"[a-z_][\w-]+", re.IGNORECASE)
VARIABLE = re.compile(r'(--md-[\w-]+):url\("[^"]*"\);?')
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


@dataclass
class _Ours:
    """The sheets of this site, in their order."""

    sheets: list[str] = field(default_factory=list)


_ours = _Ours()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    _ours.sheets = [str(sheet) for sheet in config.extra_css]
    config.extra_css = []  # the theme links what stands here
    config.extra["stylesheet"] = SHEET
    return config


def on_post_build(*, config: MkDocsConfig) -> None:
    site = Path(config.site_dir)
    pages = [page.read_text(encoding="utf-8") for page in site.rglob("*.html")]
    [script] = (site / "assets/javascripts").glob("bundle.*.js")
    classes = set(NAME.findall(script.read_text(encoding="utf-8")))
    classes.update(name for page in pages for found in set(CLASSES.findall(page)) for name in found.split())
    tags = MADE_BY_SCRIPT.union(*map(TAGS.findall, pages))
    [theme] = (site / "assets/stylesheets").glob("main.*.css")
    text = needed(theme.read_text(encoding="utf-8"), frozenset(classes), frozenset(tags))
    for sheet in _ours.sheets:
        text += COMMENT.sub("", Path(config.docs_dir, sheet).read_text(encoding="utf-8"))
    (site / SHEET).write_text(text, encoding="utf-8")


@functools.lru_cache(maxsize=1)  # the next build of a running server seldom asks for anything else
def needed(sheet: str, classes: frozenset[str], tags: frozenset[str]) -> str:
    """`sheet` without rules that can't match anything of these classes and tags, and without their icons."""
    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    text = "".join(_needed(rules, classes, tags))
    return VARIABLE.sub(lambda icon: icon[0] if f"var({icon[1]})" in text else "", text)


def _needed(rules: list[Any], classes: frozenset[str], tags: frozenset[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [each for each in _selectors(rule.prelude) if _can_match(each, classes, tags)]
            names = [name for name in map(tinycss2.serialize, selectors) if name.strip() != NOTHING_FOLLOWS]
            if names:
                yield f"{','.join(names)}{{{tinycss2.serialize(rule.content)}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            inside = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            if kept := "".join(_needed(inside, classes, tags)):
                yield f"@{rule.lower_at_keyword}{tinycss2.serialize(rule.prelude)}{{{kept}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword != "charset":
            yield rule.serialize()


def _selectors(prelude: list[Any]) -> Iterator[list[Any]]:
    selector: list[Any] = []
    for token in prelude:
        if token == ",":
            yield selector
            selector = []
        else:
            selector.append(token)
    yield selector


def _can_match(selector: list[Any], classes: frozenset[str], tags: frozenset[str]) -> bool:
    """Whether all that `selector` names is there. What stands in brackets, as in `:not(…)`, isn't looked at,
    but for the direction of writing."""
    before = None
    for token in selector:
        if token.type == "ident" and before == ".":
            if token.value not in classes or ABSENT.match(token.value):
                return False
        elif (token.type == "ident" and before != ":" and token.value.lower() not in tags) or (
            token.type == "[] block" and any(getattr(part, "value", "") == "rtl" for part in token.content)
        ):
            return False
        before = token
    return True
