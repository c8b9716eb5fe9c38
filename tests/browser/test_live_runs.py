"""Every example with a button does in a real browser what the build recorded: output, lanes, steps."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise, zip_longest
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from execution.adapters.pytest_plugin import SNAPSHOTS, read_page
from execution.interpreters import NoInterpreter
from execution.live.decide import POOL, reason
from execution.model import Run
from execution.pages import Block
from execution.project import DOCS, SNIPPETS
from execution.runner import Runner
from execution.snapshots import difference
from tests.browser.differences import ALWAYS, OTHER_STEPS, SAID_TO_NOBODY, VARIES, WITHOUT_STACKS
from tests.browser.live import begin, order_of, outcome, run_in, serve_pyodide, take_stacks

BLOCKS = [b for page in sorted(DOCS.rglob("*.md")) for b in read_page(page) if not reason(b)]
WORKERS, TABS = 2, 3
"""Of pytest, and of the browser in each: most examples only sleep, and each tab has a worker of its own."""
TRIES = 3
AT_ONCE = 0.005
"""Seconds."""
LIKE = (3, 13)
MEASURED = re.compile(r"-?\d[\d.]*e-\d+|-?\d+\.\d{3,}")


@pytest.fixture(params=["jspi", "nojspi"])
def stacks(request: pytest.FixtureRequest) -> bool:
    """Whether the browser can switch stacks (JSPI)."""
    if request.param not in os.environ.get("EXAMPLES_IN_BROWSER", "").split():
        pytest.skip("takes minutes: README.md")
    return bool(request.param == "jspi")


@pytest.fixture
def tabs(chromium: Browser, address: str, stacks: bool) -> Iterator[list[Page]]:
    """Pages of the site in whose workers the programs run."""
    context = chromium.new_context()
    serve_pyodide(context)
    if not stacks:
        take_stacks(context)
    pages = [context.new_page() for _ in range(TABS)]
    for page in pages:
        page.set_default_timeout(120_000)
        page.goto(f"{address}404.html")
    yield pages
    context.close()


def lanes(run: Run) -> list[tuple[str, str]]:
    return sorted((MEASURED.sub("#", lane.call), lane.outcome) for lane in run.lanes)


def steps(run: Run) -> list[object]:
    """What happened in which order, without when."""

    def label(task: int) -> str:
        return MEASURED.sub("#", run.tasks[task]) if task >= 0 else ""

    return [
        (
            (step.kind, label(step.task), step.line, step.stop, step.outcome),
            MEASURED.sub("#", step.waits),
            [(label(wake.task), wake.how) for wake in step.wakes],
        )
        for step in run.steps
    ]


def apart(run: Run) -> dict[str, list[object]]:
    """What each task did, without how they took turns."""
    done: dict[str, list[object]] = {}
    for step in run.steps:
        if step.task >= 0:
            did = (step.kind, step.line, step.stop, step.outcome)
            done.setdefault(run.tasks[step.task], []).append(did)
    return done


def racing(run: Run) -> bool:
    """Whether the order of some steps is a matter of the machine, or of none at all.

    Timers that are due at once ring in one turn of the loop or in two; a thread is heard of when it has got
    its turns; what is cancelled together comes out of a set.
    """
    due = sorted(step.until for step in run.steps if step.until is not None)
    together = [[wake.how in ("cancel", "shutdown") for wake in step.wakes].count(True) for step in run.steps]
    return (
        any(later - earlier < AT_ONCE for earlier, later in pairwise(due))
        or any(step.kind == "thread" for step in run.steps)
        or max(together, default=0) > 1
    )


def alike(run: Run, other: Run) -> bool:
    """Whether both took the same steps, as far as that is settled."""
    return steps(run) == steps(other) or (racing(other) and apart(run) == apart(other))


def order_in_full(block: Block, recorded: Run) -> dict[str, Any]:
    """With what was recorded, and with its check if it is a solution."""
    order = order_of(block) | {"recorded": [line.text for line in recorded.lines]}
    path = (block.snippet or "").removesuffix(".py") + ".check.py"
    return order | {"check": f"/live/checks/{path}"} if (SNIPPETS / path).exists() else order


def by_a_like_python(blocks: list[Block], runner: Runner) -> dict[Block, Run]:
    """Runs of `blocks` by a Python whose asyncio takes the same steps as 3.14's, of those that there are.

    Before 3.12, for one, `wait_for()` made a task.
    """

    def asked_of(block: Block) -> Block:
        if sys.version_info >= LIKE:
            return block
        return replace(block, options=replace(block.options, requires=LIKE))

    asked = {asked_of(block): block for block in blocks}
    found = {}
    for block, run in runner.start(asked).items():
        with suppress(NoInterpreter):
            found[asked[block]] = run.result()
    return found


def faults(
    block: Block, answer: dict[str, Any], recorded: Run, like: Run | None, stacks: bool
) -> Iterator[str]:
    """What is wrong with the answer that the browser gave for `block`."""
    name, run = str(block.snippet), answer["run"]
    differs = difference(block, run, SNAPSHOTS)
    if name in VARIES:
        return
    if not stacks and (name in SAID_TO_NOBODY or WITHOUT_STACKS in run.output):
        if not differs:
            yield "no difference any more without stacks"
        return
    if name in ALWAYS:
        if not differs:
            yield f"no difference any more: {ALWAYS[name]}"
        return
    if differs:
        yield differs
    elif answer["differs"] or answer["missing"]:
        yield f"lines {answer['differs']} are marked, {answer['missing']} said to be missing"
    if run.exit_status != recorded.exit_status:
        yield f"exit status {run.exit_status}, not {recorded.exit_status}"
    if lanes(run) != lanes(recorded):
        yield f"lanes {lanes(run)} instead of {lanes(recorded)}"
    listed = name.startswith(tuple(OTHER_STEPS))
    if like and not like.exit_status and not listed and not alike(run, like):
        pairs = zip_longest(steps(run), steps(like))
        number, pair = next((n, pair) for n, pair in enumerate(pairs, 1) if pair[0] != pair[1])
        yield f"step {number}: {pair[0]} instead of {pair[1]}"
    if answer["said"] is not None and bool(answer["said"]) != name.endswith(".start.py"):
        yield f"its check says {answer['said']}"


@pytest.mark.parametrize("share", range(WORKERS))
def test_examples_do_in_the_browser_what_was_recorded(
    tabs: list[Page], address: str, share: int, stacks: bool, runner: Runner
) -> None:
    """What the others, or a busy machine, may have disturbed is run again by itself, twice at most."""
    recorded = {block: run.result() for block, run in runner.start(BLOCKS).items()}
    blocks = sorted(BLOCKS, key=lambda block: recorded[block].seconds)[share::WORKERS]
    traced = [block for block in blocks if block.options.timeline]
    likes = by_a_like_python(traced, runner) if stacks else {}
    wrong = []
    for number in range(0, len(blocks), TABS):
        together = blocks[number : number + TABS]
        orders = [order_in_full(block, recorded[block]) for block in together]
        for page, order in zip(tabs, orders, strict=False):
            begin(page, address, order)
        answers = [outcome(page, order) for page, order in zip(tabs, orders, strict=False)]
        for block, order, answer in zip(together, orders, answers, strict=True):
            for _ in range(TRIES):
                found = list(faults(block, answer, recorded[block], likes.get(block), stacks))
                if not found:
                    break
                answer = run_in(tabs[0], address, order)
            wrong += [f"{block.snippet}: {what}" for what in found]
    assert not wrong, "\n".join(wrong)


def test_most_examples_have_the_button(blocks: list[Block]) -> None:
    without = {str(block.snippet): reason(block) for block in blocks if reason(block)}
    assert len(without) <= 0.3 * len(blocks)
    early = {name: why for name, why in without.items() if name.startswith(("basics/", "core/"))}
    assert set(early.values()) <= {POOL}, early
