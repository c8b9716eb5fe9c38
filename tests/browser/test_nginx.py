"""The lines for nginx in README.md, served by a real nginx: compression, caching, and a policy that holds.

Without nginx these tests are skipped and say what to install, unless REQUIRE_NGINX is set (CI).
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from execution.project import ROOT
from tests.browser.live import GATHER, output_in, panel_of, serve_pyodide
from tests.support import wait_until


@pytest.fixture(scope="module")
def nginx(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the built site, served with the lines of README.md."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or ""
    if not program:
        message = "nginx가 없습니다. 설치: apt-get install nginx-light"
        pytest.fail(message) if os.environ.get("REQUIRE_NGINX") else pytest.skip(message)
    folder = tmp_path_factory.mktemp("nginx")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    [lines] = re.findall(r"^```nginx\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.M | re.S)
    lines = lines.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("/srv/async", str(site))
    assert f":{port};" in lines and str(site) in lines
    temporary = "".join(
        f"{name}_temp_path {folder};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    configuration = folder / "nginx.conf"
    configuration.write_text(
        f"daemon off;\nuser root;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
        f"http {{\ninclude /etc/nginx/mime.types;\naccess_log off;\n{temporary}{lines}}}\n"
    )
    process = subprocess.Popen([program, "-c", str(configuration), "-e", str(folder / "error.log")])
    try:
        wait_until(lambda: process.poll() is not None or answers(port))
        assert process.poll() is None, (folder / "error.log").read_text()
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(10)


def answers(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


def headers(address: str) -> Message:
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return Message() if response.status != 200 else response.headers
    except urllib.error.HTTPError as error:
        return error.headers


TEXTS = ("", "core/queues/", "assets/figures.js", "search/chapter.json", "core/queues.md", "sitemap.xml")


def test_all_that_is_text_comes_compressed_and_as_utf_8(nginx: str) -> None:
    for path in TEXTS:
        found = headers(nginx + path)
        assert found["Content-Encoding"] == "gzip", path
        assert found.get_content_charset() == "utf-8", path


def test_what_can_change_is_asked_for_again_and_what_cannot_is_kept(nginx: str, site: Path) -> None:
    for path in TEXTS:
        assert headers(nginx + path)["Cache-Control"] == "no-cache", path
        assert headers(nginx + path)["ETag"], path
    bundle = next(site.glob("assets/javascripts/bundle.*.min.js")).relative_to(site).as_posix()
    assert "immutable" in headers(nginx + bundle)["Cache-Control"]


def test_a_page_that_is_not_there_is_told_in_korean(nginx: str, page: Page) -> None:
    response = page.goto(f"{nginx}no/such/page/")
    assert response and response.status == 404
    assert "찾을 수 없습니다" in page.locator("h1").inner_text()


def test_the_site_works_under_its_policy(nginx: str, page: Page) -> None:
    broken: list[str] = []
    page.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto(f"{nginx}core/concurrency-patterns/")
    page.locator("#run-core-concurrency-patterns-gather .run-play").wait_for(state="attached")
    page.keyboard.press("/")
    page.keyboard.type("교착상태")
    page.locator(".md-search-result__item").first.wait_for()
    assert broken == []


def test_an_example_runs_in_the_page_under_its_policy(nginx: str, chromium: Browser) -> None:
    context = chromium.new_context()
    serve_pyodide(context)
    page = context.new_page()
    page.goto(nginx + GATHER[0])
    page.locator(f"{GATHER[1]} .run-live").click()
    assert output_in(panel_of(page, GATHER[1])).get_attribute("data-exit") == "0"
    context.close()


def test_the_policy_lets_nothing_go_to_a_stranger(nginx: str, page: Page) -> None:
    page.goto(nginx)
    refused = page.evaluate(
        """() => new Promise(resolve => {
          addEventListener('securitypolicyviolation', event => resolve(event.effectiveDirective));
          new Image().src = 'https://example.invalid/x.png';
          setTimeout(() => resolve('nothing refused'), 5000);
        })"""
    )
    assert refused == "img-src"
