"""Whoever waits for a build is told how far it is, and is told nothing if there is nothing to wait for."""

from __future__ import annotations

import io
import sys
import threading
from concurrent.futures import Future

import pytest

from execution import progress
from execution.model import Run
from execution.pages import Block
from tests.support import a_block, a_run

RUN = a_run()


SINCE = {a_block("", "docs/page.md", line): began for line, began in [(9, 2.0), (2, 1.0), (7, 3.0)]}
"""The block in line 2 has been running longest."""


@pytest.fixture(autouse=True)
def no_terminal_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """rich takes these for a terminal, or for none, whatever it writes to."""
    for name in ("FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)


def done() -> Future[Run]:
    future: Future[Run] = Future()
    future.set_result(RUN)
    return future


def soon(*, fails: bool = False) -> Future[Run]:
    """A run that takes some rounds of waiting."""
    future: Future[Run] = Future()
    if fails:
        threading.Timer(0.5, future.set_exception, [OSError("가득 참")]).start()
    else:
        threading.Timer(0.5, future.set_result, [RUN]).start()
    return future


class Screen(io.StringIO):
    """Standard error, read by somebody who ends `run` as soon as its place is told."""

    def __init__(self, run: Future[Run], place: str, *, terminal: bool) -> None:
        super().__init__()
        self.run, self.place, self.terminal = run, place, terminal
        self.too_late = threading.Timer(30, self._end)
        self.too_late.daemon = True
        if not run.done():
            self.too_late.start()

    def isatty(self) -> bool:
        return self.terminal

    def write(self, text: str) -> int:
        if self.place in text:
            self._end()
        return super().write(text)

    def _end(self) -> None:
        self.too_late.cancel()
        if not self.run.done():
            self.run.set_result(RUN)


def waiting(*runs: Future[Run]) -> dict[Block, Future[Run]]:
    return {a_block("", "docs/page.md", line): run for line, run in enumerate(runs, 1)}


@pytest.mark.parametrize("terminal", [False, True])
@pytest.mark.parametrize("runs", [[], [done()], [done(), done()]])
def test_nothing_is_said_if_everything_is_done(
    runs: list[Future[Run]], terminal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = Screen(done(), "", terminal=terminal)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "PLAIN_EVERY", 0.0)
    progress.tell(waiting(*runs), {})
    assert screen.getvalue() == ""


def test_where_there_is_no_terminal_plain_lines_say_how_many_are_done_and_who_is_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run: Future[Run] = Future()
    screen = Screen(run, "docs/page.md:2", terminal=False)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "PLAIN_EVERY", 0.0)
    progress.tell(waiting(done(), run, done()), SINCE)
    assert screen.getvalue() == "예제 2/3 실행, docs/page.md:2 기다리는 중\n"


def test_where_there_is_no_terminal_a_short_wait_goes_without_a_word(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "PLAIN_EVERY", 60.0)
    progress.tell(waiting(soon()), {})
    assert capfd.readouterr() == ("", "")


def test_on_a_terminal_a_line_that_goes_away_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    run: Future[Run] = Future()
    screen = Screen(run, "docs/page.md:2", terminal=True)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "PLAIN_EVERY", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    progress.tell(waiting(done(), run, done()), SINCE)
    text = screen.getvalue()
    assert "2/3" in text
    assert "docs/page.md:2" in text
    assert "기다리는 중" not in text
    assert text.endswith("\x1b[2K"), "the line is erased at the end"


def test_all_runs_are_over_when_the_waiting_is() -> None:
    runs = [soon(), done(), soon(fails=True), soon()]
    progress.tell(waiting(*runs), {})
    assert [run.done() for run in runs] == [True] * 4
