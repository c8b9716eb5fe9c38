"""Every example with a button does in a real browser what the build recorded: output, lanes, steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from execution.adapters.pytest_plugin import SNAPSHOTS, read_page
from execution.live.decide import reason
from execution.model import Run
from execution.project import DOCS
from execution.snapshots import difference
from tests.browser.differences import ALWAYS, VARIES, WITHOUT_STACKS
from tests.browser.live import order_of, run_in, serve_pyodide

PAGES = sorted(page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md"))
BLOCKS = {page: [b for b in read_page(DOCS / page) if not reason(b)] for page in PAGES}
WITH_BLOCKS = [page for page in PAGES if BLOCKS[page]]


@pytest.fixture(params=["jspi", "nojspi"])
def stacks(request: pytest.FixtureRequest) -> bool:
    """Whether the browser can switch stacks (JSPI)."""
    return bool(request.param == "jspi")


@pytest.fixture
def bare(chromium: Browser, address: str, stacks: bool) -> Iterator[Page]:
    """A page of the site in whose worker the programs run."""
    context = chromium.new_context()
    serve_pyodide(context)
    if not stacks:
        context.route(
            "**/assets/live/worker.js",
            lambda route: route.fulfill(body="delete WebAssembly.Suspending;" + route.fetch().text()),
        )
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.goto(f"{address}404.html")
    yield page
    context.close()


def lanes(run: Run) -> list[tuple[str, str]]:
    return sorted((lane.call, lane.outcome) for lane in run.lanes)


@pytest.mark.parametrize("name", WITH_BLOCKS)
def test_examples_do_in_the_browser_what_was_recorded(
    bare: Page, address: str, name: str, stacks: bool, run_of: Callable[[str], Run]
) -> None:
    wrong = []
    known = ALWAYS | ({} if stacks else WITHOUT_STACKS)
    for block in BLOCKS[name]:
        assert block.snippet
        answer = run_in(bare, address, order_of(block))
        run, recorded = answer["run"], run_of(block.snippet)
        differs = difference(block, run, SNAPSHOTS)
        if differs and block.snippet not in known | VARIES:
            wrong.append(f"{block.snippet}: {differs}")
        if not differs and block.snippet in known:
            wrong.append(f"{block.snippet}: no difference any more: {known[block.snippet]}")
        if block.snippet in known | VARIES:
            continue
        if run.exit_status != recorded.exit_status:
            wrong.append(f"{block.snippet}: exit status {run.exit_status}, not {recorded.exit_status}")
        if lanes(run) != lanes(recorded):
            wrong.append(f"{block.snippet}: lanes {lanes(run)} instead of {lanes(recorded)}")
        if answer["said"] is not None and not answer["said"]:
            wrong.append(f"{block.snippet}: the start passes its check")
    assert wrong == []
