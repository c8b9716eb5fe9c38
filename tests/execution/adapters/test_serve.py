"""`mkdocs serve`: what an author sees in the browser after an edit."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import lxml.html
import psutil  # type: ignore[import-untyped]
import pytest

from tests.execution.adapters.test_mkdocs_hook import LONG, Site, fence, output
from tests.support import alive, wait_until

TWO = fence("two", 'timeout="200"')


@pytest.fixture
def mini(tmp_path: Path) -> Iterator[Site]:
    with TemporaryDirectory() as temporary:
        mini = Site(tmp_path, Path(temporary))
        mini.example("one", "print('하나')")
        mini.example("two", "print('둘')")
        mini.write("docs/index.md", "# 제목", "", "문단", "", fence("one"), TWO)
        yield mini


def notes(content: Any) -> Any:
    return content.xpath(".//*[contains(@class, 'run-note')]")


@contextmanager
def served(mini: Site) -> Iterator[Callable[[], Any]]:
    """The content of the first page as the server gives it, again with each call; Ctrl-C at the end."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"

    def content() -> Any:
        assert server.poll() is None, server.communicate()[1]
        try:
            with urllib.request.urlopen(f"http://{address}/", timeout=5) as response:
                found = lxml.html.parse(response).find(".//article")
        except OSError:  # not up yet
            found = None
        return lxml.html.Element("article") if found is None else found  # or a page is just being written

    with mini.running("serve", "-a", address) as server:
        wait_until(lambda: len(content()))
        yield content
        processes = psutil.Process(server.pid).children(recursive=True)
        assert len(psutil.Process(server.pid).children()) <= 1, "one launcher, and none of an earlier build"
        os.killpg(server.pid, signal.SIGINT)
        assert server.wait(LONG) == 0
    wait_until(lambda: not any(alive(process.pid) for process in processes))
    wait_until(lambda: not list(mini.temporary.iterdir()))


def test_an_edit_of_a_snippet_shows_up_and_runs_only_that_one(mini: Site) -> None:
    with served(mini) as content:
        assert output(content()) == ["하나\n", "둘\n"]
        mini.example("two", "print('새로')")
        wait_until(lambda: output(content()) == ["하나\n", "새로\n"])
    assert mini.executions() == {"one": 1, "two": 2}


def test_an_edit_of_a_page_shows_up_and_runs_nothing(mini: Site) -> None:
    with served(mini) as content:
        mini.write("docs/index.md", "# 제목", "", "새 문단", "", TWO, fence("one"))
        wait_until(lambda: output(content()) == ["둘\n", "하나\n"])
        assert content().find("p").text == "새 문단"
    assert mini.executions() == {"one": 1, "two": 1}


def test_a_failing_edit_shows_in_the_page_and_the_next_good_one_heals_it(mini: Site) -> None:
    with served(mini) as content:
        mini.example("two", "print('둘')", "raise ValueError('나쁨')")
        wait_until(lambda: content().findall(".//p[@class='run-fault']"))
        one, two = content().iter("figure")
        assert (one.get("class"), two.get("class")) == ("run", "run run-failed")
        assert two.find("p").text == "종료 상태 1로 끝났습니다"
        assert output(one) == ["하나\n"]
        assert output(two)[0].startswith("둘\nTraceback ")
        assert output(two)[0].endswith("ValueError: 나쁨\n")
        mini.example("two", "print('나음')")
        wait_until(lambda: output(content()) == ["하나\n", "나음\n"])
        assert content().findall(".//*[@class='run-fault']") == []
    assert mini.executions() == {"one": 1, "two": 3}


def test_every_page_begins_with_what_has_to_be_mended_and_leads_there(mini: Site) -> None:
    mini.example("two", "raise ValueError('나쁨')")
    mini.write("docs/more.md", "# 제목", "", fence("one", 'timeout="x"'))
    with served(mini) as content:
        first = content()[0]
        assert first.get("class") == "admonition failure run-note"
        assert first.find("p").text == "고쳐야 할 곳이 2군데 있습니다"
        [figure] = content().xpath(".//figure[contains(@class, 'run-failed')]")
        here, there = first.iter("a")
        assert here.get("href") == f"#{figure.get('id')}"
        assert re.fullmatch(r"docs/index\.md:\d+", here.text)
        assert (there.get("href"), there.text) == ("more/", "docs/more.md:3")
        mini.example("two", "print('나음')")
        mini.write("docs/more.md", "# 제목")
        wait_until(lambda: len(content()) and not notes(content()))


def test_a_page_with_a_bad_fence_shows_what_is_wrong_and_heals(mini: Site) -> None:
    with served(mini) as content:
        mini.write("docs/index.md", "# 제목", "", fence("one", 'timeout="<b>1</b>"'), fence("unknown"))
        wait_until(lambda: content().findall(".//pre[@class='run-fault']"))
        told = content().find(".//pre[@class='run-fault']").text_content()
        assert "docs/index.md:3: timeout=은 초를 나타내는 수여야 합니다: <b>1</b>" in told
        assert "docs/index.md:8: include를 찾을 수 없습니다: unknown.py" in told
        mini.write("docs/index.md", "# 제목", "", fence("one"))
        wait_until(lambda: output(content()) == ["하나\n"])
    assert mini.executions() == {"one": 1, "two": 1}


def test_a_site_that_is_faulty_from_the_start_is_served_and_heals(mini: Site) -> None:
    """Also where warnings end a build."""
    config = json.loads((mini.folder / "mkdocs.yml").read_text(encoding="utf-8"))
    mini.write("mkdocs.yml", json.dumps({**config, "strict": True}))
    mini.example("two", "raise ValueError('나쁨')")
    mini.write("docs/more.md", "# 제목", "", "[없음](none.md)", "", fence("unknown"))
    mini.write("docs/other.md", "# 제목", "", "[없음](none.md)")
    with served(mini) as content:
        assert content().findall(".//p[@class='run-fault']")
        mini.example("two", "print('둘')")
        wait_until(lambda: output(content()) == ["하나\n", "둘\n"])


def test_a_draft_is_served_with_its_figures(mini: Site) -> None:
    config = json.loads((mini.folder / "mkdocs.yml").read_text(encoding="utf-8"))
    mini.write("mkdocs.yml", json.dumps({**config, "draft_docs": "index.md"}))
    with served(mini) as content:
        wait_until(lambda: output(content()) == ["하나\n", "둘\n"])
        assert content().findall(".//*[@class='run-fault']") == []


def test_ctrl_c_ends_an_example_that_an_edit_has_started(mini: Site) -> None:
    with served(mini):
        mini.example("two", "import time", "time.sleep(100)")
        wait_until(lambda: mini.executions()["two"] == 2)
