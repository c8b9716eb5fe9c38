"""What axe-core finds in a page, light or dark, on a desktop or a phone. All of it, on every page:

python -m tests.browser.access http://127.0.0.1:8000/
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import wait_for_everything

AXE = Path(__file__).with_name("npm") / "node_modules" / "axe-core" / "axe.min.js"


class Look(NamedTuple):
    """One of the ways in which a page is looked at."""

    scheme: Literal["light", "dark"]
    width: int


LOOKS = [Look("light", 1440), Look("dark", 360), Look("dark", 1440), Look("light", 360)]

PLAIN = """() => {
  const further = (what, places) => [...document.querySelectorAll(what)].slice(places);
  for (const block of further('pre code, .run-output', 2)) block.textContent = block.textContent;
  for (const part of further('.run-timeline > *', 40)) part.remove();
  for (const part of further('.run-words li', 10)) part.remove();
}"""
"""Code, timelines and steps look like those of the first example; thousands of pieces would take minutes."""

FOUND = """async () => (await axe.run({resultTypes: ['violations']})).violations.flatMap(
  ({id, nodes}) => nodes.map(node => `${id}: ${node.target} ${node.html.slice(0, 120)}`))"""


def axe() -> str:
    """The source of axe-core; without it the test is skipped, or fails in CI."""
    if not AXE.exists():
        message = "axe-core가 없습니다. 설치: npm ci --prefix tests/browser/npm"
        pytest.fail(message) if os.environ.get("REQUIRE_BROWSER") else pytest.skip(message)
    return AXE.read_text(encoding="utf-8")


def findings(page: Page, source: str, *, whole: bool = False) -> list[str]:
    """What is wrong with the page that is open, in words for a developer."""
    if not whole:
        page.evaluate(PLAIN)
    page.evaluate(source)
    found: list[str] = page.evaluate(FOUND)
    return found


def _everything(address: str) -> Iterator[str]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        first = browser.new_page()
        first.goto(address)
        links: list[Any] = first.eval_on_selector_all(".md-nav--primary a", "links => links.map(a => a.href)")
        for look in LOOKS:
            page = browser.new_page(
                color_scheme=look.scheme,
                viewport={"width": look.width, "height": 900},
                reduced_motion="reduce",
            )
            for link in dict.fromkeys(link.partition("#")[0] for link in links):
                page.goto(link)
                wait_for_everything(page)
                yield from (f"{look} {link} {found}" for found in findings(page, axe(), whole=True))


if __name__ == "__main__":
    for finding in _everything(sys.argv[1]):
        print(finding, flush=True)
