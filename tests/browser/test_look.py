"""What a reader sees first, and that it stays where it is."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import wait_for_everything, wait_for_scripts

HOME, HEAVIEST = "", "core/queues/"
KIB = 1024
MOST = {HOME: 150 * KIB, HEAVIEST: 200 * KIB}
"""Compressed, for who comes for the first time."""

MOVED = """
window.moved = [];
new PerformanceObserver(list => moved.push(...list.getEntries().map(
  ({value, sources}) => [value, ...sources.map(source => source.node?.className ?? '')]
))).observe({type: 'layout-shift', buffered: true});
"""
PLACES = """() => [...document.querySelectorAll('body *')].map(element => {
  const {x, y, width, height} = element.getBoundingClientRect();
  const {color, backgroundColor, fontSize} = getComputedStyle(element);
  const name = `${element.tagName} ${element.className.baseVal ?? element.className}`;
  return [name, x, y, width, height, color, backgroundColor, fontSize].join(' ');
})"""
WHOLE_SHEET = """async () => {
  const ours = document.querySelector('link[href$="site.css"]');
  const theme = Object.assign(document.createElement('link'), {rel: 'stylesheet', href: window.theme});
  const loaded = new Promise(resolve => theme.onload = resolve);
  ours.before(theme);
  await loaded;
}"""


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (768, 1024), (360, 740)])
def test_the_first_screen_asks_and_can_be_answered(
    chromium: Browser, address: str, width: int, height: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": height})
    page.goto(address)
    ask = page.locator(".hero .run-check")
    ask.wait_for()
    for part in [
        page.locator("h1"),
        page.get_by_role("radio", name="3초"),
        page.get_by_role("radio", name="6초"),
        ask,
    ]:
        box = part.bounding_box()
        assert box and box["y"] + box["height"] <= height, part
    page.get_by_role("radio", name="3초").check()
    ask.click()
    page.locator(".hero select").select_option("2")
    page.get_by_text("맞았습니다! 3초 걸렸습니다.").wait_for()
    assert page.locator(".hero .lane").count() == 3
    page.locator(".hero .run-step-open").click()
    page.locator(".run-steps[open] .run-said").wait_for()
    page.close()


def test_the_home_page_tells_for_whom_how_long_and_where_to(page: Page, address: str) -> None:
    page.goto(address)
    assert page.locator(".hero dt").all_text_contents() == ["누가 읽나", "얼마나 걸리나", "어디에 이르나"]
    cards = page.locator(".map li")
    assert cards.count() > 20
    assert page.locator(".map li > em", has_text="분").count() > 15


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_three_colours_mean_the_same_everywhere(chromium: Browser, address: str, scheme: str) -> None:
    page = chromium.new_page(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(address + HEAVIEST)
    colours = page.evaluate(
        """() => {
          const of = (place, property) => getComputedStyle(document.querySelector(place))[property];
          return Object.fromEntries(['active', 'ready', 'waiting'].map(state => [state, [
            of(`.md-header .md-logo .${state}`, state === 'waiting' ? 'stroke' : 'fill'),
            of(`.run-key.${state}`, 'borderTopColor'),
            ...(state === 'ready' ? [] : [of(`.run-timeline .${state}`, 'fill')]),
            ...(state === 'active' ? [of('article p a', 'color'), of('.md-nav__link--active', 'color')] : []),
          ]]));
        }"""
    )
    page.close()
    assert {state: len(set(found)) for state, found in colours.items()} == dict.fromkeys(colours, 1), colours
    assert len({found[0] for found in colours.values()}) == 3


def test_hangul_is_never_slanted(page: Page, address: str) -> None:
    for name in (HOME, "glossary/", "next-steps/"):
        page.goto(address + name)
        slanted = page.locator("body *").evaluate_all(
            """all => all
              .filter(e => getComputedStyle(e).fontStyle !== 'normal' && /[가-힣]/.test(e.textContent))
              .map(e => e.outerHTML.slice(0, 99))"""
        )
        assert slanted == []


@pytest.mark.parametrize("width", [1440, 360])
def test_the_words_of_a_drawing_are_as_big_as_those_of_the_text(
    chromium: Browser, address: str, width: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900})
    for name in ("choose/", "core/cancellation/", "core/task-groups/"):
        page.goto(address + name)
        sizes = page.locator(".diagram svg").evaluate_all(
            """drawings => drawings.map(drawing => {
              const scale = drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width;
              return scale * parseFloat(getComputedStyle(drawing.querySelector('text')).fontSize);
            })"""
        )
        assert sizes and all(12 <= size <= 17 for size in sizes), (name, sizes)
    page.close()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (412, 823)])
def test_nothing_moves_while_a_page_loads(chromium: Browser, address: str, width: int, height: int) -> None:
    page = chromium.new_page(viewport={"width": width, "height": height})
    page.add_init_script(MOVED)
    for name in (HOME, HEAVIEST, "advanced/debugging/", "advanced/testing/", "checklist/"):
        page.goto(address + name)
        wait_for_scripts(page)
        assert [shift for shift in page.evaluate("moved") if shift[0] >= 0.001] == [], name
    page.close()


@pytest.mark.parametrize("name", [HOME, HEAVIEST])
def test_a_first_visit_is_light(page: Page, address: str, site: Path, name: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + name)
    wait_for_everything(page)
    sizes = {}
    for url in asked:
        if url.startswith(address):
            file = site / urlsplit(url).path.lstrip("/")
            file = file / "index.html" if file.is_dir() else file
            sizes[file.name] = len(gzip.compress(file.read_bytes()))
    assert sum(sizes.values()) <= MOST[name], sizes


@pytest.mark.parametrize("name", [HOME, "advanced/testing/"])
def test_what_was_left_out_of_the_themes_sheet_is_not_missed(
    page: Page, address: str, site: Path, name: str
) -> None:
    [theme] = site.glob("assets/stylesheets/main.*.css")
    page.goto(address + name)
    wait_for_scripts(page)
    page.add_style_tag(content="* { transition: none !important; }")
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(300)  # the theme's script fits the side bars to the window
        before = page.evaluate(PLACES)
        page.evaluate(f"window.theme = '{address}{theme.relative_to(site)}'")
        page.evaluate(WHOLE_SHEET)
        after = page.evaluate(PLACES)
        pairs = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
        assert [pair for pair in pairs if "md-sidebar__scrollwrap" not in pair[0]] == []
        page.evaluate("document.querySelector('link[href*=\"stylesheets/main\"]').remove()")


def test_a_chapter_prints_whole(page: Page, address: str) -> None:
    page.goto(address + HEAVIEST)
    page.locator(".run-play").first.wait_for(state="attached")
    page.emulate_media(media="print")
    hidden = """parts => parts.filter(part => !part.checkVisibility({contentVisibilityAuto: false})).length"""
    for part in (".run-output", ".run-timeline", ".run-words li", "details .highlight code", "details p"):
        found = page.locator(f"article {part}")
        assert found.count() > 1, part
        assert found.evaluate_all(hidden) == 0, part
    cut = page.locator("pre code, .run-output").evaluate_all(
        "blocks => blocks.filter(block => block.scrollWidth > block.clientWidth + 1).length"
    )
    assert cut == 0
    for gone in (".md-header", ".md-sidebar", ".run-controls", ".md-footer", ".copy"):
        assert not page.locator(gone).first.is_visible(), gone


WATCH = """() => {
  window.restyled = [];
  new MutationObserver((changes) => {
    for (const { target, attributeName, oldValue } of changes) {
      const now = target.getAttribute(attributeName);
      if (target.matches("link[rel=stylesheet]") || (target.matches("html, body") && now !== oldValue))
        restyled.push([attributeName, now]); // a sheet is read again even if its address is the same
    }
  }).observe(document, {
    subtree: true, attributeOldValue: true,
    attributeFilter: ["class", "href", ...["scheme", "primary", "accent"].map(of => `data-md-color-${of}`)],
  });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_themes_script_styles_nothing_of_the_whole_page_anew(
    chromium: Browser, address: str, scheme: Literal["light", "dark"]
) -> None:
    """Each such change would have a phone style thousands of elements once more."""
    page = chromium.new_page(color_scheme=scheme)
    page.add_init_script(f"({WATCH})()")
    page.goto(address)
    page.locator(".run-play").first.wait_for(state="attached")
    expected = [["class", "js js-focus-visible"]]
    if scheme == "dark":
        expected.append(["data-md-color-scheme", "slate"])
    assert page.evaluate("restyled") == expected
    assert page.locator("meta[name=color-scheme]").count() == 1, "one more has all colours asked for again"
    page.close()


def test_a_page_is_painted_before_its_scripts_are_asked_for(page: Page, address: str) -> None:
    page.goto(f"{address}core/queues/")
    page.locator(".run-play").first.wait_for(state="attached")
    painted, *asked = page.evaluate(
        """() => ["paint", "resource"].flatMap((type) => performance.getEntriesByType(type))
            .filter(({ name }) => /^first-contentful-paint$|\\.js$/.test(name)).map((one) => one.startTime)"""
    )
    assert len(asked) > 3
    assert painted < min(asked)
