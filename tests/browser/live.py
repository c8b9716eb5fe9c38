"""What tests of examples that run in the page need: Pyodide without a network, and runs as `model.Run`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route

from execution.live.bundle import CDN, PYODIDE
from execution.model import Run
from execution.pages import Block

NPM = Path(__file__).with_name("npm") / "node_modules"
GATHER = "core/concurrency-patterns/", "#run-core-concurrency-patterns-gather"
ADDRESS = CDN.format(version=json.loads(PYODIDE.read_text(encoding="utf-8"))["version"])
BOOT_SECONDS = 90
"""For a worker to be ready, however busy the machine is."""
ANSWER_SECONDS = 60
"""For a run, its figure included; most take one or two."""
BEGIN = """([base, order, patience]) => {
  window.outcome = import(`${base}assets/live/python.js`).then((python) => new Promise((resolve) => {
    const on = (data) => {
      if (data.answer && !JSON.parse(data.answer).clean) python.stop(); // as the panel does
      if (data.answer || data.over || data.failed) resolve(data);
    };
    python.run(order, on).catch((error) => resolve({ failed: String(error) }));
    setTimeout(() => resolve({ failed: `no answer in ${patience} s` }), 1000 * patience);
  }));
}"""


def npm_packages() -> None:
    """Skip, or fail in CI, if `npm ci` hasn't brought what these tests need."""
    if not (NPM / "pyodide").is_dir():
        message = "Pyodide가 없습니다. 설치: npm ci --prefix tests/browser/npm"
        pytest.fail(message) if os.environ.get("REQUIRE_BROWSER") else pytest.skip(message)


def serve_pyodide(context: BrowserContext) -> list[str]:
    """Answer requests to the CDN from the copy; the list, which grows, tells of all that were made."""
    npm_packages()
    asked: list[str] = []

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(ADDRESS)
        asked.append(name)
        route.fulfill(path=NPM / "pyodide" / name, headers={"access-control-allow-origin": "*"})

    context.route(f"{ADDRESS}*", answer)
    return asked


def take_stacks(context: BrowserContext) -> None:
    """Have workers find no JSPI, as in a browser that can't switch WebAssembly's stacks."""
    context.route(
        "**/assets/live/worker.js",
        lambda route: route.fulfill(body="delete WebAssembly.Suspending;" + route.fetch().text()),
    )


def order_of(block: Block, **changes: Any) -> dict[str, Any]:
    """What the panel asks the worker for."""
    exercise = (block.snippet or "").removesuffix(".start.py")
    check = f"/live/checks/{exercise}.check.py" if exercise != (block.snippet or "") else None
    order = {
        "name": block.file_name,
        "code": block.code,
        "timeline": list(block.options.timeline),
        "ident": "own",
        "check": check,
        "recorded": [],
    }
    return order | changes


def begin(page: Page, address: str, order: dict[str, Any]) -> None:
    """Have the worker of `page` run what `order` says."""
    page.evaluate(BEGIN, [address, order, ANSWER_SECONDS])


def outcome(page: Page, order: dict[str, Any]) -> dict[str, Any]:
    """The worker's answer to the `order` last begun, with a `Run` in it; waits for it."""
    data = page.evaluate("window.outcome")
    assert "answer" in data, f"{order['name']}: {data}"
    answer: dict[str, Any] = json.loads(data["answer"])
    answer["run"] = msgspec.convert(answer["run"], Run)
    return answer


def run_in(page: Page, address: str, order: dict[str, Any]) -> dict[str, Any]:
    """The worker's answer to `order`."""
    begin(page, address, order)
    return outcome(page, order)


def panel_of(page: Page, figure: str) -> Locator:
    return page.locator(f"{figure} + .run-panel")


def output_in(panel: Locator, state: str = "done") -> Locator:
    """The live output, once it is in that state."""
    found = panel.locator(f".run-live-output[data-state={state}]")
    found.wait_for(state="attached", timeout=BOOT_SECONDS * 1000)
    return found
