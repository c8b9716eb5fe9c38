"""What readers type into the search box finds the page that answers it, and soon."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import wait_for_everything, wait_for_scripts
from tests.browser.queries import NONSENSE, QUERIES

BOX = "input.md-search__input"
WATCH = """() => {
  const [result, list, meta] = ['result', 'result__list', 'result__meta']
    .map(name => document.querySelector(`.md-search-${name}`));
  const pages = () => [...list.querySelectorAll('.md-search-result__item')].slice(0, 3)
    .map(item => item.querySelector('a').href.split(/[?#]/)[0]);
  let typed = 0;
  addEventListener('input', () => { typed = performance.now(); });
  window.clear = () => { document.querySelector('.md-search__input').value = ''; };
  // Resolves to [the first three pages, milliseconds since the last letter] once `wanted` is among them.
  window.found = wanted => new Promise(resolve => {
    const look = () => {
      const none = !wanted && meta.textContent.includes('없습니다');
      if (none || pages().some(page => wanted && page.endsWith(wanted))) done(performance.now() - typed);
    };
    const observer = new MutationObserver(look);
    const late = setTimeout(() => done(Infinity), 2000);
    const done = took => { observer.disconnect(); clearTimeout(late); resolve([pages(), took]); };
    observer.observe(result, {subtree: true, childList: true, characterData: true});
    look();
  });
}"""


@pytest.fixture(scope="module")
def box(chromium: Browser, address: str) -> Iterator[Page]:
    """A page whose search box has the focus, ready to answer."""
    page = chromium.new_page()
    page.goto(address)
    wait_for_scripts(page)
    page.evaluate(WATCH)
    page.keyboard.press("/")
    search(page, "코루틴", "basics/async-await/")
    yield page
    page.close()


def search(page: Page, query: str, wanted: str = "") -> Any:
    """Type `query` letter by letter. Returns what was found first, and after how many milliseconds."""
    page.evaluate("clear()")
    page.keyboard.type(query)
    return page.evaluate("wanted => found(wanted)", wanted and f"/{wanted}")


def test_what_readers_type_is_found_at_once(box: Page) -> None:
    expected = [(query, wanted) for wanted, queries in QUERIES.items() for query in queries]
    allowed = 0.05 * len(expected)
    times: list[float] = []
    missed: dict[str, list[str]] = {}
    for query, wanted in expected:
        pages, took = search(box, query, wanted)
        times.append(took)
        if took == float("inf"):
            missed[query] = pages
        assert len(missed) <= allowed, missed
    assert len(expected) >= 80
    assert statistics.median(times) <= 1000  # 12 ms on a quiet machine: README.md


def test_nonsense_finds_nothing(box: Page) -> None:
    for query in NONSENSE:
        assert search(box, query)[1] < 2000, query
        box.wait_for_timeout(50)  # an answer to the last letter, should one come after all
        assert box.locator(".md-search-result__item").count() == 0, query


def test_a_letter_half_typed_finds_already(box: Page) -> None:
    """While a syllable is composed, the box has 코루티, 코루ㅌ."""
    for half in ("코루ㅌ", "코루티"):
        assert search(box, half, "basics/async-await/")[1] < 2000, half


def test_a_result_shows_what_was_found_and_leads_there(page: Page, address: str) -> None:
    page.goto(address)
    wait_for_scripts(page)
    page.keyboard.press("/")
    page.keyboard.type("교착상태")
    page.locator(".md-search-result__item mark").first.wait_for()
    assert page.locator(".md-search-result__item mark").first.inner_text() == "교착 상태"
    page.keyboard.press("Enter")
    page.wait_for_url("**deadlock**")


def test_nothing_is_fetched_for_a_search_before_the_box_is_entered(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    wait_for_everything(page)
    heavy = ("chapter.json", "minisearch", "lunr")
    assert [url for url in asked if any(name in url for name in heavy)] == []
    page.locator(BOX).focus()
    page.keyboard.type("락")
    page.locator(".md-search-result__item").first.wait_for()
    assert [url for url in asked if "chapter.json" in url]
    assert [url for url in asked if "lunr" in url] == []


def test_what_is_pasted_is_searched(page: Page, address: str) -> None:
    page.goto(address)
    wait_for_scripts(page)
    page.locator(BOX).focus()
    page.keyboard.insert_text("RuntimeWarning: coroutine 'save' was never awaited")
    page.locator('.md-search-result__item a[href*="async-await"]').first.wait_for()
