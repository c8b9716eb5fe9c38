"""What a reader has done stays in the browser, is shown where it helps, and can be taken elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

QUEUES, KEY = "core/queues/", "async-chapter.done"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Of a reader who has never been here."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def kept(page: Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))
    return found


def test_a_page_that_was_read_is_marked_on_it_in_the_navigation_and_at_home(page: Page, address: str) -> None:
    page.goto(address + QUEUES)
    page.get_by_label("이 페이지를 다 읽었습니다").check()
    link = page.locator(".md-nav--primary a.md-nav__link--active:not([href*='#'])")
    assert "✓ 읽음" in (link.text_content() or "")
    here = page.locator("a.md-nav__link--active:not([href*='#'])")
    section = page.locator(".md-nav__item--section", has=here).locator("> .md-nav__link")
    assert (section.text_content() or "").split()[-1].startswith("1/")
    page.reload()
    assert page.get_by_label("이 페이지를 다 읽었습니다").is_checked()
    page.goto(address)
    card = page.locator(".map li", has=page.locator(f'a[href$="{QUEUES}"]'))
    card.locator(".card-done", has_text="✓ 읽음").wait_for()
    assert "1쪽을 읽었고" in page.locator(".so-far").inner_text()
    page.goto(address + QUEUES)
    page.get_by_label("이 페이지를 다 읽었습니다").uncheck()
    assert "읽음" not in (link.text_content() or "")


def test_an_exercise_that_was_solved_counts_for_its_page(page: Page, address: str) -> None:
    page.goto(address + QUEUES)
    page.get_by_label("이 문제를 스스로 풀었습니다").last.check()
    assert kept(page)["exercises"] == ["core/queues/exercise_drop"]
    page.evaluate(
        """document.dispatchEvent(new CustomEvent('chapter-progress',
          {detail: {'core/queues/exercise_consumers': {solved: '2026-01-01', alone: true}}}))"""
    )
    assert page.get_by_label("이 문제를 스스로 풀었습니다").first.is_checked(), "checked in the page"
    page.goto(address)
    page.locator(".card-done", has_text="연습 문제 2개").wait_for()


def test_the_checklist_can_be_ticked_off_by_keyboard(page: Page, address: str) -> None:
    page.goto(address + "checklist/")
    boxes = page.locator(".todo input")
    boxes.first.wait_for()
    names = boxes.evaluate_all("boxes => boxes.map(box => box.ariaLabel)")
    assert len(set(names)) == len(names) == page.locator(".todo li").count() == 20
    boxes.first.focus()
    page.keyboard.press("Space")
    page.reload()
    assert boxes.first.is_checked()
    assert kept(page)["items"] == names[:1]


def test_progress_is_taken_out_forgotten_and_brought_back(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(address + "checklist/")
    page.locator(".todo input").first.check()
    before = kept(page)
    with page.expect_download() as saved:
        page.get_by_text("파일로 내보내기").click()
    file = tmp_path / saved.value.suggested_filename
    saved.value.save_as(file)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_text("모두 지우기").click()
    assert not page.locator(".todo input:checked").count()
    page.locator(".todo input").nth(1).check()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_text("1개를 가져와 합쳤습니다.").wait_for()
    assert page.locator(".todo input:checked").count() == 2
    assert set(before["items"]) < set(kept(page)["items"])


def test_a_file_of_something_else_changes_nothing(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(address + "checklist/")
    page.locator(".todo input").first.check()
    before = kept(page)
    for number, text in enumerate(
        ["no json", "[1, 2]", '{"pages": [7, null, {}], "items": "\\u0000"}', "null"][:2]
    ):
        file = tmp_path / f"{number}.json"
        file.write_text(text)
        page.locator("input[type=file]").set_input_files(file)
        page.get_by_text("진도를 담은 파일이 아닙니다.").wait_for()
        assert kept(page) == before


def test_a_browser_that_keeps_nothing_still_shows_everything(page: Page, address: str) -> None:
    page.add_init_script(
        """Object.defineProperty(window, 'localStorage',
          {get() { throw new DOMException('no', 'SecurityError') }})"""
    )
    page.goto(address + QUEUES)
    page.get_by_label("이 페이지를 다 읽었습니다").wait_for()
    assert page.locator(".run-play").count() > 10


def test_without_javascript_lists_are_plain_lists(chromium: Browser, address: str) -> None:
    page = chromium.new_page(java_script_enabled=False)
    page.goto(address + "checklist/")
    assert page.locator(".todo li").count() == 20
    assert page.locator("article input").count() == 0
    page.close()
