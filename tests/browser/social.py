"""The picture of the site where somebody shares it: the run of its home page, as it was measured.

python -m tests.browser.social http://127.0.0.1:8000/
"""

from __future__ import annotations

import sys

from playwright.sync_api import sync_playwright

from execution.project import DOCS
from tests.browser.conftest import NO_BACKGROUND_TRAFFIC, program

PICTURE = DOCS / "assets" / "social.png"
CARD = """() => {
  const make = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
  const text = part => document.querySelector(`.hero ${part}`).firstChild.textContent.split('\\n')[0];
  const figure = document.querySelector('.hero figure.run');
  for (const part of [...figure.children])
    if (!part.matches('.run-timeline, .run-legend')) part.remove();
  figure.classList.remove('run-guessing');
  const card = document.createElement('main');
  card.className = 'md-typeset';
  card.append(make('h1', text('h1')), make('p', text('.lead')), figure,
    make('footer', '모든 출력과 시간은 실제로 실행한 결과입니다.'));
  document.body.replaceChildren(card);
}"""
LOOK = """
body { overflow: hidden; }
main { box-sizing: border-box; width: 600px; height: 315px; padding: 24px 34px 14px; zoom: 2; }
main.md-typeset { display: flex; flex-direction: column; }
main.md-typeset h1 { margin: 0 0 .3em; font-size: 27px; line-height: 1.2; font-weight: 800; }
main.md-typeset p { margin: 0; font-size: 14px; line-height: 1.5; }
main.md-typeset figure.run { flex: 1; margin: 14px 0 10px; padding: 2px 0 8px; border-radius: 6px; }
main.md-typeset figure.run { border: 1px solid var(--line); }
main footer { font-size: 12px; color: var(--ink-soft); }
"""


def draw(address: str) -> None:
    """Compose the picture of parts of the home page at `address`, and keep it among the assets."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=NO_BACKGROUND_TRAFFIC)
        page = browser.new_page(viewport={"width": 1200, "height": 630}, color_scheme="light")
        page.goto(address)
        page.locator(".hero .run-check").wait_for()
        page.evaluate(CARD)
        page.add_style_tag(content=LOOK)
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    draw(sys.argv[1])
