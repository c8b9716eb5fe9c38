"""Whoever reads without a mouse, without eyes or without colours reads all of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.access import LOOKS, Look, axe, findings
from tests.browser.conftest import wait_for_scripts

SHOWN_FOCUS = """() => {
  const element = document.activeElement;
  const shown = element.matches('.md-option') ? element.nextElementSibling : element;
  const outlined = [null, '::after'].some(part => {
    const {outlineStyle, outlineWidth} = getComputedStyle(shown, part);
    return outlineStyle !== 'none' && (outlineStyle === 'auto' || parseFloat(outlineWidth) >= 2);
  });
  const {width, height, top, bottom} = shown.getBoundingClientRect();
  const seen = width > 1 && height > 1 && bottom > 0 && top < innerHeight;
  return [element.outerHTML.slice(0, 120), outlined && seen];
}"""
"""What has the focus, and whether that can be seen: on it, on the card that it fills, or on its label."""
MANIFOLD = {"index.html", "checklist/index.html"}
LONG_PAGE = "core/concurrency-patterns/"


def pages(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.scheme}-{look.width}")
def test_axe_finds_nothing(chromium: Browser, address: str, site: Path, look: Look) -> None:
    """Each page is looked at in one of the four ways, the two with most parts of their own in all of them."""
    source = axe()
    page = chromium.new_page(
        color_scheme=look.scheme, viewport={"width": look.width, "height": 900}, reduced_motion="reduce"
    )
    page.route(
        f"{address}chapter/**",
        lambda route: route.fulfill(path=site / route.request.url.partition("chapter/")[2]),
    )
    found = {}
    for number, name in enumerate(pages(site)):
        if name not in MANIFOLD and number % len(LOOKS) != LOOKS.index(look):
            continue
        page.goto(address + name.removesuffix("index.html"))
        wait_for_scripts(page)
        if wrong := findings(page, source):
            found[name] = wrong
    page.close()
    assert found == {}


@pytest.mark.parametrize("name", ["", "checklist/"])
def test_the_focus_is_seen_wherever_tab_leads(page: Page, address: str, name: str) -> None:
    page.goto(address + name)
    wait_for_scripts(page)
    unseen = {}
    for _ in range(70):
        page.keyboard.press("Tab")
        element, shown = page.evaluate(SHOWN_FOCUS)
        if not shown and 'type="file"' not in element:  # its label shows it
            unseen[element] = shown
    assert unseen == {}


def test_code_that_scrolls_has_a_name_and_can_be_focused(chromium: Browser, address: str) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 740})
    page.goto(address + LONG_PAGE)
    page.locator(".run-play").first.wait_for(state="attached")
    scrolling = page.locator("pre code, .run-output").evaluate_all(
        """blocks => blocks
          .filter(block => block.checkVisibility() && block.scrollWidth > block.clientWidth)
          .map(block => {
            block.focus();
            return [block.role, block.ariaLabel, document.activeElement === block];
          })"""
    )
    page.close()
    assert len(scrolling) > 5
    assert [block for block in scrolling if block[0] != "group" or not block[1] or not block[2]] == []


def test_a_link_in_a_text_is_told_without_colour(page: Page, address: str) -> None:
    page.goto(address + LONG_PAGE)
    plain = page.locator("article :is(p, li) a:not(.md-button, .headerlink)").evaluate_all(
        """links => links.filter(a => !getComputedStyle(a).textDecorationLine.includes('underline'))
          .map(a => a.text)"""
    )
    assert plain == []


def test_code_that_fits_is_no_stop_of_the_tab_key(page: Page, address: str) -> None:
    page.goto(address + LONG_PAGE)
    fitting = page.locator(".highlight").first.locator("code")
    fitting.scroll_into_view_if_needed()
    assert fitting.evaluate("code => code.scrollWidth <= code.clientWidth")
    page.wait_for_function("code => !code.hasAttribute('tabindex')", arg=fitting.element_handle())
