"""The built site in a real Chromium: replay, narrow screens, contrast, search, no other host."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.conftest import wait_for_everything, wait_for_scripts
from tests.browser.contrast import WEAK

LONG = "basics/sync-vs-async/", "#run-basics-sync-vs-async-sync_example"
"""Six seconds: time enough to press buttons in, however busy the machine."""
GATHER = "core/concurrency-patterns/", "#run-core-concurrency-patterns-gather"


def open_figure(page: Page, address: str, figure: tuple[str, str] = GATHER) -> Any:
    page.goto(address + figure[0])
    found = page.locator(figure[1])
    found.locator(".run-play").wait_for(state="attached")
    found.scroll_into_view_if_needed()
    if found.locator(".run-predict").count():  # a prediction that isn't made here
        found.get_by_text("바로 보기").click()
    return found


def play(page: Page, figure: str) -> None:
    """Press ▶; what it needs is loaded then."""
    page.locator(figure).locator(".run-play").click()
    page.wait_for_selector(f"{figure}[data-replay=playing]")


RECORD = """figure => {
  window.seen = [];
  const lines = [...figure.querySelectorAll('.line')];
  new MutationObserver(() => lines.forEach((line, i) => {
    if (!line.classList.contains('run-later') && !seen.some(s => s[0] === i))
      seen.push([i, performance.now() / 1000]);
  })).observe(figure, {subtree: true, attributes: true, attributeFilter: ['class']});
}"""


RESTART = """figure => new Promise(resolve => {
  const before = performance.now();
  new MutationObserver(() => {
    if (figure.dataset.replay === 'ready') resolve(performance.now() - before);
  }).observe(figure, {attributes: true, attributeFilter: ['data-replay']});
  [...figure.querySelectorAll('button')].find(button => button.textContent.includes('처음부터')).click();
})"""


def lines_shown(figure: Any) -> int:
    return int(figure.locator(".line:not(.run-later)").count())


def times(figure: Any) -> list[float]:
    return [float(t) for t in figure.locator(".line").evaluate_all("lines => lines.map(l => l.dataset.t)")]


def test_nothing_plays_by_itself_and_everything_is_visible_at_first(page: Page, address: str) -> None:
    figure = open_figure(page, address)
    page.wait_for_timeout(500)
    assert figure.get_attribute("data-replay") == "ready"
    assert lines_shown(figure) == len(times(figure))


def test_replay_shows_the_lines_in_order_with_the_recorded_gaps(page: Page, address: str) -> None:
    """A browser that the machine keeps waiting is late by itself: one replay of five has to be right."""
    figure = open_figure(page, address)
    recorded = [later - earlier for earlier, later in itertools.pairwise(times(figure))]
    for _ in range(5):
        figure.evaluate(RECORD)
        play(page, GATHER[1])
        page.wait_for_selector(f"{GATHER[1]}[data-replay=ready]")
        seen = page.evaluate("window.seen")
        assert [number for number, _ in seen] == list(range(len(recorded) + 1))
        gaps = [later - earlier for (_, earlier), (_, later) in itertools.pairwise(seen)]
        if gaps == pytest.approx(recorded, abs=0.1):
            return
    pytest.fail(f"{gaps} instead of {recorded}")


def test_pause_holds_and_play_goes_on(page: Page, address: str) -> None:
    figure = open_figure(page, address, LONG)
    play(page, LONG[1])
    page.wait_for_timeout(150)
    figure.locator(".run-play").click()
    page.wait_for_selector(f"{LONG[1]}[data-replay=paused]")
    shown, place = lines_shown(figure), figure.locator("input").input_value()
    page.wait_for_timeout(700)
    assert (lines_shown(figure), figure.locator("input").input_value()) == (shown, place)
    assert shown < len(times(figure))
    figure.locator("select").select_option("2")
    figure.locator(".run-play").click()
    page.wait_for_selector(f"{LONG[1]}[data-replay=ready]")
    assert lines_shown(figure) == len(times(figure))


def test_restart_begins_again(page: Page, address: str) -> None:
    figure = open_figure(page, address, LONG)
    figure.locator(".run-play").click()
    figure.locator("input").fill("5")
    assert figure.get_attribute("data-replay") == "paused"
    figure.get_by_text("처음부터").click()
    assert figure.get_attribute("data-replay") == "playing"
    assert float(figure.locator("input").input_value()) < 4


def test_speed_changes_the_pace(page: Page, address: str) -> None:
    figure = open_figure(page, address)
    figure.locator(".run-play").click()
    took = {}
    for speed in ("0.5", "2"):
        figure.locator("select").select_option(speed)
        took[speed] = min(figure.evaluate(RESTART) for _ in range(3))
    assert took["0.5"] > 2 * took["2"]


def test_a_click_in_the_timeline_jumps_there(page: Page, address: str) -> None:
    """Also on a word: which of them lies where depends on the recorded times."""
    figure = open_figure(page, address)
    figure.scroll_into_view_if_needed()
    box = figure.locator(".run-timeline .ground").bounding_box()
    domain = float(figure.locator(".run-timeline").get_attribute("data-domain"))
    label = figure.locator(".run-timeline .time").last.bounding_box()
    for x in (box["x"] + box["width"] / 2, label["x"] + label["width"] / 2):
        y = label["y"] + label["height"] / 2
        hit = page.evaluate("([x, y]) => document.elementFromPoint(x, y).classList.value", [x, y])
        assert hit == "ground"
        page.mouse.click(x, y)
        place = (x - box["x"]) / box["width"]
        page.wait_for_function(
            "([slider, at]) => Math.abs(slider.value - at) < 0.03",
            arg=[figure.locator("input").element_handle(), domain * place],
        )
        at = float(figure.locator("input").input_value())
        assert lines_shown(figure) == sum(t <= at for t in times(figure))
        assert float(figure.locator(".cursor").get_attribute("x1")[:-1]) == pytest.approx(100 * place, abs=1)


def test_keyboard_plays_and_moves(page: Page, address: str) -> None:
    figure = open_figure(page, address, LONG)
    figure.locator(".run-play").focus()
    page.keyboard.press("Space")
    page.wait_for_selector(f"{LONG[1]}[data-replay=playing]")
    page.keyboard.press("Space")
    page.wait_for_selector(f"{LONG[1]}[data-replay=paused]")
    figure.locator("input").focus()
    page.keyboard.press("End")  # first: if it was paused right away, the slider is at home
    assert lines_shown(figure) == len(times(figure))
    page.keyboard.press("Home")
    assert lines_shown(figure) == sum(t <= 0 for t in times(figure))


def test_the_end_of_every_slider_is_the_end_of_the_run(page: Page, address: str) -> None:
    """A slider stops at a whole step; the last lines may come a few milliseconds later."""
    open_figure(page, address)
    hidden = page.locator("figure.run").evaluate_all(
        """async (figures, assets) => {
          const {replay} = await import(`${assets}replay.js`);
          const {stepper} = await import(`${assets}stepper.js`);
          return figures.map(figure => {
            (figure.dataset.steps ? stepper : replay)(figure);
            const slider = figure.querySelector('input[type=range]');
            slider.value = 0;
            slider.value = slider.max;
            slider.dispatchEvent(new Event('input'));
            return [figure.dataset.replay, figure.querySelectorAll('.run-later').length];
          });
        }""",
        f"{address}assets/",
    )
    assert hidden == [["ready", 0]] * len(hidden)


def test_a_screen_reader_hears_each_line_once(page: Page, address: str) -> None:
    figure = open_figure(page, address)
    spoken = figure.locator("> .run-spoken")
    assert spoken.inner_text() == ""
    play(page, GATHER[1])
    page.wait_for_selector(f"{GATHER[1]}[data-replay=ready]")
    said = spoken.locator("p").all_text_contents()
    assert said == figure.locator(".line").all_text_contents()
    assert figure.locator("svg[role=img]").get_attribute("aria-label")
    for control in ("input", "select"):
        assert figure.locator(control).get_attribute("aria-label")


def test_reduced_motion_moves_the_cursor_only_with_a_line(chromium: Browser, address: str) -> None:
    page = chromium.new_page(reduced_motion="reduce")
    open_figure(page, address)
    play(page, GATHER[1])
    page.evaluate(
        """selector => { window.places = new Set(); const watch = () => {
          const cursor = document.querySelector(selector + ' .cursor');
          if (cursor) places.add(cursor.getAttribute('x1')); requestAnimationFrame(watch); }; watch(); }""",
        GATHER[1],
    )
    page.wait_for_selector(f"{GATHER[1]}[data-replay=ready]")
    assert page.evaluate("places.size") <= len(times(page.locator(GATHER[1]))) + 1
    page.close()


def test_a_script_that_cannot_be_had_is_told(page: Page, address: str) -> None:
    page.route("**/replay.js", lambda route: route.abort())
    open_figure(page, address).locator(".run-play").click()
    page.locator(f"{GATHER[1]} + [role=alert]", has_text="내려받지 못했습니다").wait_for()


def test_without_javascript_the_page_is_complete(chromium: Browser, address: str) -> None:
    page = chromium.new_page(java_script_enabled=False)
    page.goto(address + GATHER[0])
    figure = page.locator(GATHER[1])
    assert figure.locator(".run-play").count() == 0
    assert all(line.is_visible() for line in figure.locator(".line").all() if line.inner_text().strip())
    assert figure.locator("svg .lane").first.is_visible()
    boxes = page.locator(".md-typeset__scrollwrap table").count()
    assert boxes == page.locator(".md-typeset table").count() > 0
    page.close()


def test_instant_navigation_keeps_the_buttons(page: Page, site: Path, site_url: str) -> None:
    def from_disk(route: Route) -> None:
        path = site / route.request.url.removeprefix(site_url).partition("?")[0]
        route.fulfill(path=path / "index.html" if path.is_dir() else path)

    page.route(f"{site_url}**", from_disk)  # the theme navigates so only under the address of its site map
    example = "#run-basics-sync-vs-async-async_example"
    open_figure(page, site_url, ("basics/sync-vs-async/", example))
    page.evaluate("window.same = true")
    play(page, example)
    page.locator("a.md-footer__link--next").click()
    page.wait_for_selector("#run-basics-async-await-gather .run-play")
    assert page.evaluate("window.same"), "the page was loaded whole"
    counts = page.locator("figure.run").evaluate_all(
        "figures => figures.map(f => f.querySelectorAll('.run-play').length)"
    )
    assert set(counts) == {1}
    assert page.locator("figure.run[data-replay=playing]").count() == 0
    page.evaluate("window.sheet = document.querySelector('link[rel=stylesheet]')")
    page.locator(".md-header .md-logo").click()
    page.wait_for_selector(".so-far:not(:empty)")
    assert page.evaluate("window.same && sheet.isConnected"), "the style sheet was read again"


def pages(site: Path) -> list[str]:
    return sorted(path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))


def test_no_page_overflows_a_narrow_screen_or_asks_another_host(
    chromium: Browser, address: str, site: Path
) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for name in pages(site):
        page.goto(f"{address}{name}/")
        wait_for_scripts(page)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        for width in (360, 768):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
            cut = page.locator(".run-timeline text").evaluate_all(
                """(texts, width) => texts.filter(t => {
                  const box = t.getBoundingClientRect();
                  return box.width && (box.left < 0 || box.right > width);
                }).map(t => t.textContent)""",
                width,
            )
            assert cut == [], name
    wait_for_everything(page)
    page.close()
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []


TEXTS = "article pre *, .run :is(figcaption *, .line, .label, .time, .mark, .run-legend *)"
SHAPES = ".run-timeline :is(.waiting, .ready, .active)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_in_figures_has_contrast(
    chromium: Browser, address: str, scheme: Literal["light", "dark"]
) -> None:
    page = chromium.new_page(color_scheme=scheme)
    for name in ("core/concurrency-patterns/", "basics/async-await/"):
        page.goto(address + name)
        page.locator(".run-play").first.wait_for(state="attached")
        assert (
            page.evaluate("document.body.dataset.mdColorScheme")
            == {"light": "default", "dark": "slate"}[scheme]
        )
        assert page.evaluate(WEAK, [TEXTS, SHAPES]) == []
    page.close()
