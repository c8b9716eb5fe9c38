"""A real Chromium on the built site.

Without Chromium these tests are skipped and say what to install, unless REQUIRE_BROWSER is set (CI).
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NO_BACKGROUND_TRAFFIC = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def program() -> str | None:
    """Where Chromium is."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    found = program()
    if found is None:
        message = "Chromium이 없습니다. 설치: apt-get install chromium fonts-noto-cjk"
        pytest.fail(message) if os.environ.get("REQUIRE_BROWSER") else pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=NO_BACKGROUND_TRAFFIC)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(15_000)
    yield page
    page.close()


def wait_for_scripts(page: Page) -> None:
    """Until the last of them, which tells of progress, has done its work: a browser's `load` doesn't wait for
    what is asked for when a page has been painted."""
    done = ".done, .so-far:not(:empty), main:not(:has(.page-end, .so-far))"
    page.locator(done).first.wait_for(state="attached")


def wait_for_everything(page: Page) -> None:
    """Until scripts have asked for all that a page asks for by itself."""
    wait_for_scripts(page)
    page.wait_for_timeout(500)
