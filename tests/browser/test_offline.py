"""The whole chapter without a network: kept on request, one build at a time; or opened from a folder."""

from __future__ import annotations

import http.server
import shutil
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from execution.site.offline import publish
from tests.browser.conftest import wait_for_scripts
from tests.browser.live import serve_pyodide
from tests.support import wait_until

QUEUES, GATHER = "core/queues/", "#run-core-concurrency-patterns-gather"
KEPT = "async () => (await caches.keys()).filter(name => name.startsWith('site'))"
NEW_WORDS = "새 판의 제목"


@dataclass
class Server:
    """Serves a folder that can be replaced by another build."""

    address: str
    folder: Path


@pytest.fixture
def server(builds: tuple[Path, Path]) -> Iterator[Server]:
    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

        def end_headers(self) -> None:
            self.send_header("Cache-Control", "no-cache")  # as README.md advises
            super().end_headers()

        def translate_path(self, path: str) -> str:
            self.directory = str(found.folder)
            return super().translate_path(path)

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as serving:
        found = Server(f"http://127.0.0.1:{serving.server_port}/", builds[0])
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield found
        serving.shutdown()


@pytest.fixture(scope="module")
def builds(site: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The site, and one built later: a page and a script of it are other ones."""
    new = tmp_path_factory.mktemp("new") / "site"
    shutil.copytree(site, new, ignore=shutil.ignore_patterns("*.map", "*.zip", "lunr"))
    page, script = new / QUEUES / "index.html", new / "assets/parts.js"
    page.write_text(page.read_text("utf-8").replace("<h1 id", f"<p>{NEW_WORDS}</p><h1 id"), "utf-8")
    script.write_text(script.read_text("utf-8") + "\nwindow.build = 'new';\n", "utf-8")
    publish(new, "https://example.invalid/")
    return site, new


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context()
    context.set_default_timeout(15_000)
    yield context
    context.close()


def keep_all(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="오프라인으로 읽기").click()
    page.locator(".offline-ways [role=status]", has_text="간직했습니다").wait_for()


def seen_without_a_network(page: Page, address: str) -> tuple[bool, bool]:
    """Whether page and script are the new ones."""
    page.context.set_offline(True)
    page.goto(address + QUEUES)
    page.locator(".run-play").first.wait_for(state="attached")
    seen = page.get_by_text(NEW_WORDS).count() == 1, page.evaluate("window.build === 'new'")
    page.context.set_offline(False)
    return seen


def test_the_whole_chapter_is_kept_on_request_with_its_size_told(
    context: BrowserContext, server: Server
) -> None:
    page = context.new_page()
    page.goto(server.address)
    name = page.get_by_role("button", name="오프라인으로 읽기").inner_text()
    told = float(name.partition("(")[2].removesuffix(" MB)"))
    assert 0.5 < told < 4
    assert page.evaluate(KEPT) == [], "kept before it was asked for"
    keep_all(page, server.address)
    context.set_offline(True)
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    for path in (QUEUES, "glossary/", "practice/web-crawler/", ""):
        page.goto(server.address + path)
        wait_for_scripts(page)
        page.locator("figure.run, dt, h2").first.wait_for()
    page.locator(".offline-ways [role=status]", has_text="간직했습니다").wait_for()
    page.keyboard.press("/")
    page.keyboard.type("교착상태")
    page.locator(".md-search-result__item").first.wait_for()
    assert failed == []


def test_a_new_build_replaces_the_kept_one_as_a_whole(
    context: BrowserContext, server: Server, builds: tuple[Path, Path]
) -> None:
    page = context.new_page()
    keep_all(page, server.address)
    [old] = page.evaluate(KEPT)
    assert seen_without_a_network(page, server.address) == (False, False)
    server.folder = builds[1]
    page.goto(server.address)
    wait_until(lambda: old not in page.evaluate(KEPT))
    assert len(page.evaluate(KEPT)) == 1
    assert seen_without_a_network(page, server.address) == (True, True)


def test_builds_never_mix_while_the_new_one_is_not_there_as_a_whole(
    context: BrowserContext, server: Server, builds: tuple[Path, Path], tmp_path: Path
) -> None:
    """Pages of the new build are here already, but it can't be kept: one of its files is missing."""
    page = context.new_page()
    keep_all(page, server.address)
    half = tmp_path / "half"
    shutil.copytree(builds[1], half, ignore=shutil.ignore_patterns("examples"))
    (half / "glossary/index.html").unlink()
    server.folder = half
    page.goto(server.address + QUEUES)
    assert page.get_by_text(NEW_WORDS).count() == 1, "what the network gives comes first"
    page.wait_for_timeout(1000)
    assert seen_without_a_network(page, server.address) == (False, False)


def test_python_is_kept_too_if_that_is_wanted(context: BrowserContext, server: Server) -> None:
    """And what an earlier build has left of it is not."""
    asked = serve_pyodide(context)
    page = context.new_page()
    page.goto(server.address)
    page.evaluate("async () => (await caches.open('live')).put('assets/live/python.zip?old', new Response())")
    page.get_by_role("button", name="실행까지").click()
    page.locator(".offline-ways [role=status]", has_text="실행할 수 있습니다").wait_for()
    kept = page.evaluate("async () => (await (await caches.open('live')).keys()).map(({url}) => url)")
    assert asked and all(any(url.endswith(name) for url in kept) for name in asked)
    assert not any(url.endswith("?old") for url in kept)


def test_without_javascript_there_is_no_button(chromium: Browser, server: Server) -> None:
    page = chromium.new_page(java_script_enabled=False)
    page.goto(server.address)
    assert page.locator(".offline-ways button").count() == 0
    assert page.locator(".offline-ways a").inner_text().startswith("압축 파일로 내려받기 (")
    page.close()


@pytest.fixture(scope="module")
def folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a reader has who unpacked the zip."""
    place = tmp_path_factory.mktemp("unpacked")
    zipfile.ZipFile(site / "async-chapter.zip").extractall(place)
    return place / "async-chapter"


def test_every_link_in_the_folder_leads_to_a_file(folder: Path) -> None:
    broken = []
    pages = sorted(folder.rglob("*.html"))
    for page in pages:
        for address in lxml.html.fromstring(page.read_bytes()).xpath("//@href | //@src"):
            parts = urlsplit(address)
            if not parts.scheme and parts.path and not (page.parent / unquote(parts.path)).is_file():
                broken.append(f"{page.relative_to(folder)}: {address}")
    assert broken == []
    assert len(pages) > 20


def test_the_folder_can_be_read_from_page_to_page(page: Page, folder: Path) -> None:
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("requestfailed", lambda request: wrong.append(request.url))
    page.goto((folder / "index.html").as_uri())
    for link in ("동시 실행 패턴", "비동기 큐", "용어"):
        page.locator(".md-nav--primary a", has_text=link).first.evaluate("link => link.click()")
        page.wait_for_function("name => document.querySelector('h1')?.textContent.includes(name)", arg=link)
        wait_for_scripts(page)  # leaving earlier would abort requests, which count as failed
        assert page.locator(".md-search__input, .run-live, .offline-ways").count() == 0
        if link == "동시 실행 패턴":
            page.locator(f"{GATHER} .run-step-open").click()
            assert page.locator(".run-steps[open] .run-said").inner_text().strip() != ""
            page.keyboard.press("Escape")
            assert page.locator(f"{GATHER} .run-timeline").is_visible()
    assert wrong == []
