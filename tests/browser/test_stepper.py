"""The stepper shows what was recorded, at each step, however one gets there; the page stays as it was."""

from __future__ import annotations

import gzip
import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Literal

import lxml.html
import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize

from execution.model import Run
from execution.project import SNIPPETS
from tests.browser.conftest import wait_for_everything
from tests.browser.contrast import WEAK

EXAMPLES = 6
"""Figures that are gone through from the first step to the last and back."""
FEWEST_STEPS, MOST_STEPS = 6, 30
KILOBYTE = 1024

STATE = """figure => {
  const texts = selector => [...figure.querySelectorAll(selector)].map(found => found.textContent);
  const rows = [...figure.querySelectorAll('.run-row')];
  const lines = name => rows.flatMap((row, number) => row.classList.contains(name) ? [number + 1] : []);
  return {
    said: figure.querySelector('.run-said').textContent,
    running: texts('.run-steps ol.run-running code'),
    ready: texts('.run-steps ol.run-ready code'),
    waiting: texts('.run-steps ol.run-waiting code').sort(),
    details: texts('.run-steps ol.run-waiting small').sort(),
    now: lines('run-now'),
    waits: lines('run-waits'),
    printed: figure.querySelectorAll('.line:not(.run-later)').length,
    where: figure.querySelector('.run-where').textContent,
  };
}"""
WALK = f"""(figure, [key, times]) => {{
  const state = {STATE};
  const states = [state(figure)];
  for (; times; times--) {{
    figure.querySelector('.run-steps').dispatchEvent(new KeyboardEvent('keydown', {{key, bubbles: true}}));
    states.push(state(figure));
  }}
  return states;
}}"""
"""What is shown before and after each of so many presses of a key."""


@pytest.fixture(scope="module")
def steppers(site: Path) -> list[tuple[str, str, str, int]]:
    """Figures that have steps: page, id, snippet, number of steps; exercises' folded solutions left out."""
    found = []
    for file in sorted(site.rglob("index.html")):
        for figure in lxml.html.parse(str(file)).xpath("//figure[@data-steps][not(ancestor::details)]"):
            page = f"{file.parent.relative_to(site).as_posix()}/"
            found.append((page, figure.get("id"), figure.get("data-snippet"), int(figure.get("data-steps"))))
    return found


@pytest.fixture(scope="module")
def examples(steppers: list[tuple[str, str, str, int]]) -> list[tuple[str, str, str, int]]:
    """Ten of them, from as many pages as there are, with enough steps and not too many to go through."""
    fitting = [stepper for stepper in steppers if FEWEST_STEPS <= stepper[3] <= MOST_STEPS]
    turns: dict[str, int] = {}

    def turn(stepper: tuple[str, str, str, int]) -> int:
        turns[stepper[0]] = turns.get(stepper[0], 0) + 1
        return turns[stepper[0]]

    chosen = sorted(fitting, key=turn)[:EXAMPLES]
    assert len(chosen) == EXAMPLES
    return sorted(chosen)


def recorded(run: Run) -> Iterator[dict[str, Any]]:
    """What the stepper has to show at each step, worked out from the run alone."""
    standing: dict[int, tuple[int, str]] = {}
    for step in run.steps:
        if step.kind == "task":
            standing.pop(step.task, None)
            if not step.outcome:
                until = "" if step.until is None else f" · {step.until:.2f}초까지"
                standing[step.task] = step.stop, step.waits + until
        waiting = standing.keys() - {step.task} - set(step.ready)
        yield {
            "running": [run.tasks[step.task]] if step.task >= 0 else [],
            "ready": [run.tasks[task] for task in step.ready],
            "waiting": sorted(run.tasks[task] for task in waiting),
            "details": sorted(standing[task][1] for task in waiting),
            "now": [step.line or step.stop] if step.task >= 0 and (step.line or step.stop) else [],
            "waits": sorted({standing[task][0] for task in waiting} - {0}),
            "printed": step.printed,
        }


def ready_figure(page: Page, address: str, stepper: tuple[str, str, str, int]) -> Locator:
    path, ident, *_ = stepper
    if page.url != address + path:
        page.goto(address + path)
    figure = page.locator(f"[id='{ident}']")
    figure.locator(".run-step-open").wait_for(state="attached")
    figure.scroll_into_view_if_needed()
    if figure.locator(".run-predict").count():
        figure.get_by_text("바로 보기").click()
    return figure


def opened(page: Page, address: str, stepper: tuple[str, str, str, int]) -> Locator:
    figure = ready_figure(page, address, stepper)
    figure.locator(".run-step-open").click()
    figure.locator(".run-steps[open]").wait_for()
    return figure


def state(figure: Locator) -> dict[str, Any]:
    found: dict[str, Any] = figure.evaluate(STATE)
    return found


def test_each_step_shows_what_was_recorded_forward_and_back(
    page: Page,
    address: str,
    examples: list[tuple[str, str, str, int]],
    run_of: Callable[[str], Run],
) -> None:
    for example in examples:
        figure = opened(page, address, example)
        words = figure.locator(".run-words li").all_text_contents()
        run = run_of(example[2])
        expected = [
            {"said": said, **moment, "where": f"걸음 {number}/{len(words)}"}
            for number, (said, moment) in enumerate(zip(words, recorded(run), strict=True), 1)
        ]
        assert len(expected) == example[3]
        code = (SNIPPETS / example[2]).read_text(encoding="utf-8").splitlines()
        assert figure.locator(".run-row > span:first-child").all_text_contents() == code
        assert figure.evaluate(WALK, ["ArrowRight", len(expected)]) == [*expected, expected[-1]], example
        assert figure.evaluate(WALK, ["ArrowLeft", len(expected)]) == [*expected[::-1], expected[0]], example
        page.keyboard.press("Escape")


def test_keys_buttons_and_slider_lead_to_the_same_steps(
    page: Page, address: str, examples: list[tuple[str, str, str, int]]
) -> None:
    figure = opened(page, address, examples[0])
    last = examples[0][3]
    where = figure.locator(".run-where")
    slider = figure.get_by_label("걸음", exact=True)
    acts: list[tuple[Callable[[], object], int]] = [
        (partial(page.keyboard.press, "End"), last),
        (figure.get_by_label("이전 걸음").click, last - 1),
        (partial(page.keyboard.press, "Home"), 1),
        (figure.get_by_label("다음 걸음").click, 2),
        (figure.get_by_label("마지막 걸음").click, last),
        (figure.get_by_label("첫 걸음").click, 1),
        (partial(slider.fill, "3"), 3),
        (partial(page.keyboard.press, "ArrowRight"), 4),
    ]
    for act, step in acts:
        act()
        assert where.text_content() == f"걸음 {step}/{last}"
        assert slider.input_value() == str(step)


def test_a_click_in_the_timeline_leads_to_that_moment(
    page: Page,
    address: str,
    examples: list[tuple[str, str, str, int]],
    run_of: Callable[[str], Run],
) -> None:
    """Between two steps nobody runs; and what was printed is there."""
    example = next(example for example in examples if run_of(example[2]).seconds > 0.3)
    run = run_of(example[2])
    figure = opened(page, address, example)
    svg = figure.locator(".run-timeline")
    box = svg.locator(".ground").bounding_box()
    assert box
    gaps = [
        (later.begin - step.end, number) for number, (step, later) in enumerate(itertools.pairwise(run.steps))
    ]
    length, number = max(gaps)
    time = run.steps[number].end + length / 2
    x = box["x"] + box["width"] * time / float(svg.get_attribute("data-domain") or 0)
    bar = svg.locator(".lane rect").first.bounding_box()
    assert bar
    page.mouse.click(x, bar["y"] + bar["height"] / 2)
    expected = list(recorded(run))[number]
    figure.locator(".run-said", has_text="이벤트 루프도 쉬고 있습니다").wait_for()
    seen = state(figure)
    assert seen["where"] == f"걸음 {number + 1}/{len(run.steps)}"
    assert (seen["running"], seen["now"]) == ([], [])
    assert seen["ready"] == expected["ready"] == []
    assert seen["printed"] == sum(line.t <= time for line in run.lines)
    figure.get_by_label("이전 걸음").click()
    assert state(figure) | {"said": ""} == expected | {"said": "", "where": seen["where"]}


def test_play_goes_on_from_the_step(
    page: Page, address: str, examples: list[tuple[str, str, str, int]]
) -> None:
    figure = opened(page, address, examples[0])
    page.keyboard.press("ArrowRight")
    figure.locator("select").select_option("2")
    figure.locator(".run-play").click()
    page.wait_for_function("figure => figure.dataset.replay === 'ready'", arg=figure.element_handle())
    seen = state(figure)
    assert seen["where"] == "걸음 {0}/{0}".format(examples[0][3])
    assert seen["printed"] == figure.locator(".line").count()
    assert figure.locator(".run-steps").evaluate("dialog => dialog.open")


def test_who_woke_whom_is_drawn(
    page: Page, address: str, examples: list[tuple[str, str, str, int]], run_of: Callable[[str], Run]
) -> None:
    """From the clock (the axis) to the lane of the task whose timer rang, at that moment."""
    for example in examples:
        run = run_of(example[2])
        times = Counter(lane.task for lane in run.lanes)
        drawn = {task for task, count in times.items() if count == 1}
        rang = [
            (number, step)
            for number, step in enumerate(run.steps)
            if step.kind == "timer" and step.task < 0 and {wake.task for wake in step.wakes} <= drawn
        ]
        if not rang:
            continue
        figure = opened(page, address, example)
        number, step = rang[0]
        figure.get_by_label("걸음", exact=True).fill(str(number + 1))
        arrows = figure.locator(".arrows path")
        assert arrows.count() == len(step.wakes)
        arrow, cursor = arrows.first.bounding_box(), figure.locator(".cursor").bounding_box()
        lane = figure.locator(f".lane[data-task='{step.wakes[0].task}'] .waiting").first.bounding_box()
        assert arrow and cursor and lane
        assert arrow["x"] - 2 <= cursor["x"] <= arrow["x"] + arrow["width"] + 2
        assert lane["y"] <= arrow["y"] + 5 <= lane["y"] + lane["height"] + 5
        return
    pytest.fail("no example has a timer")


def outline(figure: Locator) -> Any:
    return figure.evaluate(
        """figure => [...figure.querySelectorAll(':scope > :not(dialog), figcaption *, svg > *')]
             .map(part => [part.tagName, part.getAttribute('class')?.replace(/ ?focus-visible/, '')])"""
    )


@pytest.mark.parametrize("by", ["Escape", "button"])
def test_closing_leaves_the_page_as_it_was_and_the_focus_on_the_button(
    page: Page, address: str, examples: list[tuple[str, str, str, int]], by: str
) -> None:
    figure = ready_figure(page, address, examples[0])
    loaded = "async (figure, script) => void (await import(script)).replay(figure)"
    figure.evaluate(loaded, f"{address}assets/replay.js")
    before, height = outline(figure), figure.evaluate("figure => figure.offsetHeight")
    opener = figure.locator(".run-step-open")
    opener.focus()
    page.keyboard.press("Enter")
    figure.locator("dialog :focus").wait_for()
    page.keyboard.press("ArrowRight")
    assert figure.evaluate("figure => figure.offsetHeight") == height, "the page behind keeps its place"
    if by == "Escape":
        page.keyboard.press("Escape")
    else:
        figure.get_by_text("닫기").click()
    figure.locator("dialog").wait_for(state="hidden")
    assert opener.evaluate("button => button === document.activeElement")
    assert outline(figure) == before
    assert figure.locator(".run-later").count() == 0
    page.keyboard.press("Enter")
    figure.locator(".run-steps[open]").wait_for()
    assert state(figure)["where"].startswith("걸음 2/"), "it opens where it was left"


def test_a_screen_reader_has_the_sentence_and_the_lists(
    page: Page, address: str, examples: list[tuple[str, str, str, int]]
) -> None:
    figure = opened(page, address, examples[0])
    page.keyboard.press("ArrowRight")
    dialog = figure.locator("dialog")
    tree = dialog.aria_snapshot()
    assert tree.startswith('- dialog "한 걸음씩')
    said = figure.locator(".run-said")
    assert said.get_attribute("aria-live") == "polite"
    assert "".join(said.aria_snapshot().split()).replace("`", "") != ""
    for text in said.locator("code").all_text_contents():
        assert text in tree
    for name in ("실행 중", "준비됨", "기다림"):
        assert f'list "{name}"' in tree or figure.locator(f"ol[aria-label='{name}'] li").count() == 0
    for name in ("이전 걸음", "다음 걸음", "첫 걸음", "마지막 걸음"):
        assert f'button "{name}"' in tree
    assert 'slider "걸음"' in tree


def widest(steppers: list[tuple[str, str, str, int]], run_of: Callable[[str], Run]) -> list[Any]:
    """Those that need the most room: the longest code, the most lanes, the most steps."""
    by_lanes = max(steppers, key=lambda stepper: len(run_of(stepper[2]).lanes))
    return [by_lanes, max(steppers, key=lambda stepper: stepper[3])]


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720)])
def test_on_a_wide_screen_everything_is_in_view_at_once(
    chromium: Browser,
    address: str,
    steppers: list[tuple[str, str, str, int]],
    run_of: Callable[[str], Run],
    size: tuple[int, int],
) -> None:
    page = chromium.new_page(viewport=ViewportSize(width=size[0], height=size[1]))
    for stepper in widest(steppers, run_of):
        figure = opened(page, address, stepper)
        figure.get_by_label("걸음", exact=True).fill(str(stepper[3] // 2))
        parts = ["code", "said", "running", "ready", "waiting", "picture", "printed", "foot"]
        boxes = {part: figure.locator(f"dialog .run-{part}").first.bounding_box() for part in parts}
        for part, box in boxes.items():
            assert (
                box and box["width"] > 80 and box["height"] > (0 if part in ("ready", "running") else 15)
            ), part
            assert box["x"] >= 0 and box["x"] + box["width"] <= size[0], part
            assert part == "waiting" or box["y"] + box["height"] <= size[1], part
        assert boxes["code"]["x"] + boxes["code"]["width"] <= boxes["picture"]["x"]  # type: ignore[index]
        page.keyboard.press("Escape")
    page.close()


PLACES = """(figure, steps) => {
  const box = selector => figure.querySelector(selector)?.getBoundingClientRect().toJSON();
  const dialog = figure.querySelector('dialog'), next = figure.querySelector('[aria-label="다음 걸음"]');
  return Array.from({length: steps}, () => {
    const places = {code: box('.run-code'), now: box('.run-now'), foot: box('.run-foot'),
                    wide: dialog.scrollWidth, tall: dialog.scrollHeight};
    next.click();
    return places;
  });
}"""


def test_on_a_phone_the_current_line_is_in_view_and_nothing_overflows(
    chromium: Browser, address: str, steppers: list[tuple[str, str, str, int]], run_of: Callable[[str], Run]
) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 640})
    for stepper in widest(steppers, run_of):
        figure = opened(page, address, stepper)
        for places in figure.evaluate(PLACES, stepper[3]):
            assert places["wide"] <= 360 and places["tall"] <= 640
            assert places["foot"]["bottom"] <= 640
            if places["now"]:
                assert places["code"]["top"] <= places["now"]["top"]
                assert places["now"]["bottom"] <= places["code"]["bottom"]
        page.keyboard.press("Escape")
    page.close()


def test_without_javascript_the_words_and_the_picture_stay(
    chromium: Browser, address: str, examples: list[tuple[str, str, str, int]]
) -> None:
    page = chromium.new_page(java_script_enabled=False)
    page.goto(address + examples[0][0])
    figure = page.locator(f"[id='{examples[0][1]}']")
    assert figure.locator("button, dialog").count() == 0
    words = figure.locator(".run-words li")
    assert words.count() == examples[0][3]
    assert not words.first.is_visible()
    figure.locator("summary").click()
    assert words.first.is_visible()
    assert figure.locator("svg").is_visible()
    page.close()


def test_in_print_the_words_are_there_and_the_stepper_is_not(
    page: Page, address: str, examples: list[tuple[str, str, str, int]]
) -> None:
    figure = opened(page, address, examples[0])
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert not figure.locator("dialog").is_visible()
    assert figure.locator(".run-words li").last.is_visible()
    assert figure.locator(".run-output, .run-silent").is_visible()
    assert not any(controls.is_visible() for controls in figure.locator(".run-controls").all())


def test_a_link_that_names_a_step_opens_it(
    page: Page, address: str, examples: list[tuple[str, str, str, int]]
) -> None:
    path, ident, *_ = examples[0]
    html = page.request.get(address + path).text()
    link = f'<p><a id="there" href="#{ident}" data-step="2">🔍</a></p>'
    page.route(
        address + path,
        lambda route: route.fulfill(
            body=html.replace("<article", f"{link}<article"), content_type="text/html"
        ),
    )
    page.goto(address + path)
    figure = page.locator(f"[id='{ident}']")
    figure.locator(".run-play").wait_for(state="attached")
    page.locator("#there").focus()
    page.keyboard.press("Enter")
    figure.locator(".run-steps[open]").wait_for()
    assert state(figure)["where"].startswith("걸음 3/")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "there"


def test_after_instant_navigation_it_works(
    page: Page, site: Path, site_url: str, examples: list[tuple[str, str, str, int]]
) -> None:
    def from_disk(route: Any) -> None:
        path = site / route.request.url.removeprefix(site_url).partition("?")[0]
        route.fulfill(path=path / "index.html" if path.is_dir() else path)

    page.route(f"{site_url}**", from_disk)  # the theme navigates so only under the address of its site map
    page.goto(site_url)
    page.evaluate("window.same = true")
    page.locator(f"a[href$='{examples[0][0]}']").first.click()
    figure = page.locator(f"[id='{examples[0][1]}']")
    figure.locator(".run-step-open").wait_for(state="attached")
    assert page.evaluate("window.same"), "the page was loaded whole"
    opened(page, site_url, examples[0])
    page.keyboard.press("ArrowRight")
    assert state(figure)["where"].startswith("걸음 2/")
    assert figure.locator(".run-step-open").count() == 1


TEXTS = "dialog[open] *, .run-predict *, .run-words *"
SHAPES = "dialog[open] svg :is(rect:not(.ground), .arrows path, .cursor)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_shapes_have_contrast(
    chromium: Browser,
    address: str,
    steppers: list[tuple[str, str, str, int]],
    run_of: Callable[[str], Run],
    scheme: Literal["light", "dark"],
) -> None:
    page = chromium.new_page(color_scheme=scheme, viewport={"width": 1440, "height": 900})
    for stepper in widest(steppers, run_of):
        figure = ready_figure(page, address, stepper)
        figure.locator("summary").click()
        assert page.evaluate(WEAK, [TEXTS, SHAPES]) == []
        figure.locator(".run-step-open").click()
        for share in (0, 3, 2):
            figure.get_by_label("걸음", exact=True).fill(str(max(1, stepper[3] * share // 4)))
            assert page.evaluate(WEAK, [TEXTS, SHAPES]) == []
        page.keyboard.press("Escape")
    page.close()


def size(data: bytes) -> int:
    return len(gzip.compress(data))


@pytest.mark.parametrize(("name", "most"), [("core/concurrency-patterns/", 5.5), ("", 10)])
def test_what_only_a_click_needs_comes_with_the_click(
    page: Page, address: str, site: Path, name: str, most: float
) -> None:
    """The home page asks, tells of progress and offers to be kept without a click: three parts more."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.goto(address + name)
    wait_for_everything(page)
    scripts = {url for url in asked if url.endswith(".js") and "/javascripts/" not in url}
    sizes = {script: size((site / script).read_bytes()) for script in scripts}
    assert "assets/figures.js" in sizes
    assert sum(sizes.values()) <= most * KILOBYTE, sizes
    page.locator(".run-play").first.evaluate("button => button.click()")
    page.locator(".run-clock").first.wait_for(state="attached")


def test_records_and_pages_are_small(site: Path) -> None:
    for file in site.rglob("index.html"):
        assert size(file.read_bytes()) <= 80 * KILOBYTE, file
        for record in lxml.html.parse(str(file)).xpath("//@data-record"):
            assert size(record.encode()) <= 4 * KILOBYTE, file


def test_a_search_finds_pages_not_steps(site: Path) -> None:
    """Each figure says the same few sentences again."""
    index = (site / "search" / "search_index.json").read_text(encoding="utf-8")
    assert "이어서 실행되어" not in index
    assert index.count("스레드를 차지함") <= 1
