"""Cuts a page into the sections that can be found: prose, and what the code above it names."""

from __future__ import annotations

import builtins
import keyword
import re
from typing import Any, NamedTuple

import lxml.html

LEFT_OUT = {"script", "style", "svg", "button", "pre", "figure"}
LEFT_OUT_CLASSES = {"headerlink", "highlight", "run-missing"}
"""Code and outputs would drown the prose; what is worth finding of them is in `Section.words`."""
HEADINGS = ("h1", "h2", "h3", "h4")
NAME = re.compile(r"\b[A-Za-z_]\w{2,}\*?", re.ASCII)
COMMON = {*keyword.kwlist, *dir(builtins), "asyncio", "main", "__main__", "self"} - {
    "await",
    "async",
    "yield",
}
"""In nearly every example, so that it leads nowhere."""
FAILED = re.compile(r"\b[A-Z]\w*(?:Error|Warning|Group|Exit|Interrupt|Exception)\b.*")
"""The line of an output that somebody with the same trouble types into the box."""


class Section(NamedTuple):
    """A heading and what stands under it, up to the next one. A term of the glossary is one, too."""

    anchor: str
    title: str
    text: str
    words: str


def sections(html: str) -> list[Section]:
    """The sections of a page's content in their order."""
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True)
    root = lxml.html.fragment_fromstring(html, create_parent="div", parser=parser)
    names = _names(root)
    found: list[tuple[str, str, list[str]]] = [("", "", [])]
    _walk(root, found)
    return [
        Section(anchor, title, _spaced("".join(texts)), " ".join(dict.fromkeys(names.get(anchor, []))))
        for anchor, title, texts in found
        if title
    ]


def _walk(element: Any, found: list[tuple[str, str, list[str]]]) -> None:
    for child in element:
        if child.tag in LEFT_OUT or LEFT_OUT_CLASSES & set(child.get("class", "").split()):
            pass
        elif child.tag in HEADINGS or (child.tag == "dt" and child.get("id")):
            found.append((child.get("id", ""), _spaced(child.text_content()), []))
        else:
            found[-1][2].append(child.text or "")
            _walk(child, found)
            if child.tag in ("p", "li", "td", "th", "dd", "div", "summary"):
                found[-1][2].append(" ")
        found[-1][2].append(child.tail or "")


def _names(root: Any) -> dict[str, list[str]]:
    """By anchor, what the code of each section calls and imports, and how its outputs fail."""
    anchor, names = "", dict[str, list[str]]()
    for element in root.iter():
        if element.tag in HEADINGS:
            anchor = element.get("id", "")
        elif element.tag == "pre":
            text, into = element.text_content(), names.setdefault(anchor, [])
            if element.get("class") == "run-output":
                into += FAILED.findall(text)
            else:
                into += (name for name in NAME.findall(text) if name not in COMMON)
    return names


def _spaced(text: str) -> str:
    return " ".join(text.replace("¶", " ").split())
