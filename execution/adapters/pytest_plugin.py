"""The adapter to pytest-markdown-docs: the fences it tests are the ones MkDocs renders, run the same way.

Its stock parser misses fences inside admonitions and tabs and doesn't expand includes; its stock runner
executes in pytest's own process, under a `__name__` with which examples do nothing. Both are replaced
through its public hooks. All blocks of a test run are new: they are kept in a folder of that run alone,
which a build within the test run reads, too.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Generator
from concurrent.futures import wait
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from filelock import FileLock
from pytest_markdown_docs.definitions import FenceTestDefinition
from pytest_markdown_docs.plugin import MarkdownDocstringCodeModule, MarkdownInlinePythonItem

from execution.chapter import COMPLETE
from execution.interpreters import NoInterpreter
from execution.pages import Block, PageReader
from execution.project import DOCS, ROOT, SNIPPETS, new_runner
from execution.snapshots import difference
from execution.verdict import judge, report

RUNS = "EXECUTION_CACHE"
SNAPSHOTS = ROOT / "tests" / "snapshots"


class _Token(NamedTuple):
    """What pytest-markdown-docs wants to know of a fence; no option of its own ever applies."""

    map: tuple[int, int]
    content: str
    type: str = "fence"
    info: str = "python"


class _Parser:
    def __init__(self, path: Path) -> None:
        self.path = path

    def parse(self, text: str) -> list[_Token]:
        blocks = read_page(self.path, text)
        return [_Token((block.line - 1, block.line), block.code) for block in blocks]


class FenceFailed(Exception):
    """A fence did not do what its page shows; the text is the report for its author."""


def read_page(path: Path, text: str | None = None) -> list[Block]:
    """The blocks of the page at `path`. Raises a collection error if a fence is badly written."""
    page = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)
    if text is None:
        text = path.read_text(encoding="utf-8")
    blocks, faults = PageReader([SNIPPETS]).read(text, page, published=path.is_relative_to(DOCS))
    if faults:
        raise pytest.Collector.CollectError(report(faults))
    return blocks


def _block(test: FenceTestDefinition) -> Block:
    return next(block for block in read_page(test.source_path) if block.line == test.start_line)


class Fences:
    """The plugin: finds fences as MkDocs does, and is the runner of each."""

    def __init__(self, config: pytest.Config) -> None:
        self.update = bool(config.getoption("update_snapshots"))
        self.path = ROOT
        self.runner = new_runner()

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Generator[None, Any, Any]:
        self.path = collector.path
        return (yield)

    @pytest.hookimpl(tryfirst=True)
    def pytest_markdown_docs_markdown_it(self) -> _Parser:
        return _Parser(self.path)

    @pytest.hookimpl(wrapper=True)
    def pytest_collect_file(self) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
        """Docstrings hold no fences here, and looking for them would import every test module twice."""
        collectors = yield
        return [found for found in collectors if not isinstance(found, MarkdownDocstringCodeModule)]

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Before the first test, run all fences side by side, with nothing else to disturb their times."""
        fences = [item for item in session.items if isinstance(item, MarkdownInlinePythonItem)]
        if fences and not session.config.getoption("collectonly"):
            with FileLock(Path(os.environ[RUNS]) / "fences.lock"):  # the first of several workers does it
                wait(self.runner.start(_block(item.test_definition) for item in fences).values())

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> None:
        if isinstance(item, MarkdownInlinePythonItem):
            item.runner = self  # type: ignore[assignment] # as good as one that was registered

    def runtest(self, test: FenceTestDefinition, *_: Any, **__: Any) -> None:
        """Run a fence as the build does, and fail with the build's words."""
        block = _block(test)
        try:
            run = self.runner.run(block)
        except NoInterpreter as error:
            if os.environ.get(COMPLETE):
                raise FenceFailed(f"{block.page}:{block.line}: {error}") from error
            pytest.skip(str(error))
        if fault := judge(block, run):
            raise FenceFailed(report([fault]))
        if changed := difference(block, run, SNAPSHOTS, update=self.update):
            raise FenceFailed(
                f"{block.page}:{block.line}: 출력이 저장해 둔 것과 다릅니다. "
                f"뜻한 변화라면 pytest --update-snapshots\n{changed}"
            )

    def repr_failure(
        self,
        test: FenceTestDefinition,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: str | None = None,
    ) -> str:
        return str(excinfo.value) if excinfo.errisinstance(FenceFailed) else str(excinfo.getrepr())


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-snapshots", action="store_true", help="keep what the fences print now as expected"
    )


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # workers of pytest-xdist inherit the variable
        folder = os.environ[RUNS] = tempfile.mkdtemp(prefix="runs-")
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    try:
        config.pluginmanager.register(Fences(config))
    except ValueError as error:
        raise pytest.UsageError(str(error)) from error
