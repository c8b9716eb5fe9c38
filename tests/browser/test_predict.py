"""A prediction is asked before anything is shown, is judged by the run, and can be made by keyboard alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from playwright.sync_api import Browser, Locator, Page

HIDDEN = ".run-took, .run-controls, .run-output, .run-timeline, .run-legend, .run-words"
FEWEST = 12
"""Examples on the site that ask for a prediction."""

Question = dict[str, Any]


@pytest.fixture(scope="module")
def questions(site: Path) -> list[Question]:
    """Every question of the site: what the page's script gets, with page, id and number of steps."""
    found = []
    for file in sorted(site.rglob("index.html")):
        for box in lxml.html.parse(str(file)).xpath("//*[@data-question]"):
            figure = box.getparent()
            page = f"{file.parent.relative_to(site).as_posix()}/"
            about = {"page": page, "id": figure.get("id"), "steps": int(figure.get("data-steps", 0))}
            found.append(json.loads(box.get("data-question")) | about)
    return found


def one(questions: list[Question], kind: str) -> Question:
    """The first question of this kind in a figure that has steps."""
    return next(question for question in questions if question["kind"] == kind and question["steps"])


def asked(page: Page, address: str, question: Question) -> Locator:
    page.goto(address + question["page"])
    figure = page.locator(f"[id='{question['id']}']")
    figure.scroll_into_view_if_needed()
    figure.get_by_text("바로 보기").wait_for()
    return figure


def put_in_order(page: Page, figure: Locator, texts: list[str]) -> None:
    """By keyboard: from the first place on, each line is moved up until it is there."""
    for place, text in enumerate(texts):
        shown = figure.locator("li > span").all_text_contents()
        at = shown.index(text, place)
        figure.get_by_label(f"위로: {text}", exact=True).nth(shown[:at].count(text)).focus()
        for _ in range(at - place):
            page.keyboard.press("Enter")
    assert figure.locator("li > span").all_text_contents() == texts


def check(page: Page, figure: Locator) -> Locator:
    """Ask for the verdict by keyboard, at twice the pace; the verdict, once it is there."""
    figure.get_by_text("실행해서 확인").focus()
    page.keyboard.press("Enter")
    figure.locator("select").select_option("2")
    verdict = figure.locator(".run-verdict:is(.run-right, .run-wrong)")
    verdict.wait_for()
    return verdict


def lines(question: Question) -> list[str]:
    return [text for text, *_ in question["lines"]]


def test_a_dozen_examples_ask(questions: list[Question]) -> None:
    assert len(questions) >= FEWEST
    assert {question["kind"] for question in questions} == {"order", "seconds"}


def test_nothing_gives_the_answer_away(page: Page, address: str, questions: list[Question]) -> None:
    for question in (one(questions, "order"), one(questions, "seconds")):
        figure = asked(page, address, question)
        assert figure.locator(HIDDEN).count() >= 5
        assert figure.locator(HIDDEN).filter(visible=True).count() == 0
        figure.get_by_text("바로 보기").click()
        assert figure.locator(HIDDEN).filter(visible=True).count() == figure.locator(HIDDEN).count()
        assert not figure.locator(".run-predict button").count()
        assert figure.evaluate("figure => figure.contains(document.activeElement)")


def test_all_of_it_is_reached_by_tab_in_the_order_of_reading(
    page: Page, address: str, questions: list[Question]
) -> None:
    question = one(questions, "order")
    figure = asked(page, address, question)
    buttons = figure.locator(".run-predict button")
    names = buttons.evaluate_all("buttons => buttons.map(b => b.ariaLabel ?? b.textContent)")
    assert len(names) == 2 * len(question["lines"]) + 2
    buttons.first.focus()
    reached = []
    for _ in names:
        reached.append(
            page.evaluate("document.activeElement.ariaLabel ?? document.activeElement.textContent")
        )
        page.keyboard.press("Tab")
    assert reached == names


def test_the_right_order_is_told(page: Page, address: str, questions: list[Question]) -> None:
    question = one(questions, "order")
    figure = asked(page, address, question)
    assert figure.locator("li > span").all_text_contents() == [
        lines(question)[number] for number in question["shuffled"]
    ]
    put_in_order(page, figure, lines(question))
    verdict = check(page, figure)
    assert verdict.text_content() == "모두 맞았습니다!"
    assert figure.locator("li.run-right").count() == len(question["lines"])
    assert figure.locator(".run-output").is_visible()
    assert figure.evaluate("figure => figure.contains(document.activeElement)")


def test_the_first_difference_is_told_and_its_step_can_be_seen(
    page: Page, address: str, questions: list[Question]
) -> None:
    question = one(questions, "order")
    figure = asked(page, address, question)
    guess = lines(question)
    wrong = next(
        place
        for place in range(len(guess) - 2, 0, -1)
        if guess[place] != guess[place + 1] and question["lines"][place][2] != question["lines"][place + 1][2]
    )
    guess[wrong], guess[wrong + 1] = guess[wrong + 1], guess[wrong]
    put_in_order(page, figure, guess)
    verdict = check(page, figure)
    told = verdict.text_content() or ""
    assert told.startswith(f"{wrong + 1}번째 줄부터 다릅니다.")
    assert f"예상: ‘{guess[wrong]}’" in told
    assert f"실제: ‘{guess[wrong + 1]}’" in told
    assert figure.locator("li.run-wrong").all_text_contents() == [guess[wrong]]
    assert figure.locator("li.run-right").all_text_contents() == guess[:wrong]
    figure.get_by_text("그 순간 보기").focus()
    page.keyboard.press("Enter")
    figure.locator(".run-steps[open]").wait_for()
    printed = figure.locator(".line:not(.run-later)").count
    line = question["lines"][wrong][1]
    assert printed() > line
    page.keyboard.press("ArrowLeft")
    assert printed() <= line
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "🔍 그 순간 보기"
    assert verdict.text_content() == told, "a guess is kept"


def test_lines_in_no_fixed_order_are_right_either_way(
    page: Page, address: str, questions: list[Question]
) -> None:
    def pair(question: Question) -> int | None:
        groups = [group for *_, group in question.get("lines", [])]
        return next((at for at in range(1, len(groups)) if groups[at - 1] == groups[at]), None)

    question = next(question for question in questions if pair(question))
    at = pair(question)
    assert at
    guess = lines(question)
    guess[at - 1], guess[at] = guess[at], guess[at - 1]
    figure = asked(page, address, question)
    put_in_order(page, figure, guess)
    assert check(page, figure).text_content() == "모두 맞았습니다!"


@pytest.mark.parametrize("right", [True, False])
def test_a_duration_is_chosen_and_judged(
    page: Page, address: str, questions: list[Question], right: bool
) -> None:
    question = one(questions, "seconds")
    figure = asked(page, address, question)
    figure.get_by_text("실행해서 확인").focus()
    page.keyboard.press("Enter")
    figure.locator(".run-verdict", has_text="먼저 하나를 고르세요.").wait_for()
    number = question["right"] if right else (question["right"] + 1) % 4
    figure.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    for _ in range(number):
        page.keyboard.press("ArrowDown")
    verdict = check(page, figure)
    truth = question["choices"][question["right"]]
    if right:
        assert verdict.text_content() == f"맞았습니다! {truth} 걸렸습니다."
    else:
        told = f"예상은 {question['choices'][number]}, 실제로는 {truth} 걸렸습니다. 🔍 그 순간 보기"
        assert verdict.text_content() == told
        figure.get_by_text("그 순간 보기").click()
        figure.locator(".run-said").wait_for()
    assert figure.locator(".run-took").is_visible()


def test_it_fits_a_phone(chromium: Browser, address: str, questions: list[Question]) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 640})
    for question in (one(questions, "order"), one(questions, "seconds")):
        figure = asked(page, address, question)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert figure.locator(".run-predict").evaluate("box => box.scrollWidth <= box.clientWidth")
    page.close()


def test_without_javascript_the_output_is_simply_there(
    chromium: Browser, address: str, questions: list[Question]
) -> None:
    page = chromium.new_page(java_script_enabled=False)
    question = one(questions, "order")
    page.goto(address + question["page"])
    figure = page.locator(f"[id='{question['id']}']")
    assert not figure.locator(".run-predict").is_visible()
    assert figure.locator(".run-output").is_visible()
    assert figure.locator(".run-took").is_visible()
    page.close()


def test_the_output_is_there_if_the_question_cannot_be_had(
    page: Page, address: str, questions: list[Question]
) -> None:
    page.route("**/predict.js", lambda route: route.abort())
    question = one(questions, "order")
    page.goto(address + question["page"])
    figure = page.locator(f"[id='{question['id']}']")
    figure.scroll_into_view_if_needed()
    figure.locator(".run-output").wait_for()
    assert not figure.locator(".run-predict").is_visible()


def test_in_print_the_output_is_simply_there(page: Page, address: str, questions: list[Question]) -> None:
    figure = asked(page, address, one(questions, "order"))
    page.emulate_media(media="print")
    assert not figure.locator(".run-predict").is_visible()
    assert figure.locator(".run-output").is_visible()
    assert figure.locator(".run-took").is_visible()
