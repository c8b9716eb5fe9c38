"""What tests share: the blocks of the pages, their runs, and the site built from these runs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from filelock import FileLock

from execution.adapters.pytest_plugin import RUNS, read_page
from execution.model import Run
from execution.pages import Block
from execution.project import DOCS, ROOT, new_runner
from execution.runner import Runner
from execution.verdict import judge, report
from tests.support import EDIT_URI


@pytest.fixture(scope="session")
def blocks() -> list[Block]:
    """Every fence of every page, page by page."""
    return [block for page in sorted(DOCS.rglob("*.md")) for block in read_page(page)]


@pytest.fixture(scope="session")
def runner() -> Iterator[Runner]:
    """The runs that the fence tests judge, and that the built site shows."""
    with closing(new_runner()) as made:
        yield made


@pytest.fixture(scope="session")
def run_of(blocks: list[Block], runner: Runner) -> Callable[[str], Run]:
    """The run of a snippet, as its page shows it."""
    by_name = {block.snippet: block for block in blocks}

    def get(snippet: str) -> Run:
        run = runner.run(by_name[snippet])
        fault = judge(by_name[snippet], run)
        assert fault is None, report([fault])
        return run

    return get


@pytest.fixture(scope="session")
def site_url() -> str:
    """Not the top of its host, as on GitHub Pages: a link that starts from the top would miss."""
    return "https://example.invalid/chapter/"


@pytest.fixture(scope="session")
def site(site_url: str) -> Path:
    """The site, built once per test run from the very runs that the fence tests judge.

    It lies beside them, in the folder that all workers share: the first one that needs it builds it,
    others wait. The mark `xdist_group("site")` keeps them from waiting, but can't be relied on: with
    pytest 9.2 it silently does nothing (https://github.com/pytest-dev/pytest-xdist/issues/1386).
    """
    shared = Path(os.environ[RUNS])
    folder, unfinished = shared / "site", shared / "site.new"
    with FileLock(shared / "site.lock"):
        if not folder.exists():
            environment = os.environ | {
                "NO_MKDOCS_2_WARNING": "1",
                "SITE_URL": site_url,
                "EDIT_URI": EDIT_URI,
            }
            environment.pop("EXECUTION", None)
            build = subprocess.run(
                [sys.executable, "-m", "mkdocs", "build", "-d", str(unfinished)],
                cwd=ROOT,
                env=environment,
                capture_output=True,
                text=True,
            )
            assert build.returncode == 0, build.stderr
            unfinished.rename(folder)
    return folder
