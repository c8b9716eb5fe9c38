"""The whole programs of practice/ end cleanly at SIGTERM, whenever it comes.

A whole program is `snippets/practice/<page>/news_*.py`. Its part of the bargain:

- It sets its handler of SIGTERM before it prints, stores or starts anything. What comes earlier kills it.
- It says `저장: <id>` once an article is kept as one line of JSON with that "id" in `news.jsonl`, in its
  working directory, and not before.
- Its last line ends in `받은 글 N개, 저장한 글 N개`, also after SIGTERM, and then it ends with status 0.
- It leaves nothing else: no other file, no process, no thread, no task, no socket, no word on stderr.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from execution.project import DOCS, SNIPPETS
from tests.support import alive, wait_until

PROGRAMS = sorted((SNIPPETS / "practice").glob("*/news_*.py"))
MOMENTS = 10
LAST_LINE = "저장한 글 "
LOOP_CLOSING = re.compile(
    r"Exception ignored when trying to write to the signal wakeup fd:\n(?:.*\n)*?OSError: .*\n"
)
"""What CPython says of a signal between the closing of the loop's pipe and that of its signal handlers:
all is done by then."""
LOOK_AFTERWARDS = """
import asyncio, gc, runpy, sys, threading, psutil
runpy.run_path(sys.argv[1], run_name="__main__")
gc.collect()
here = psutil.Process()
left = [thing for thing in gc.get_objects() if isinstance(thing, asyncio.Task) and not thing.done()]
left += [file for file in here.open_files() if file.fd > 2]
left += here.net_connections(kind="all")
left += here.children(recursive=True)
left += threading.enumerate()[1:]
if left:
    print("LEFT:", left, file=sys.stderr)
"""
"""Runs a program, and says on stderr what it has left in its own process."""
WARN = ("-W", "default::ResourceWarning")
"""Says on stderr what was left open to the garbage collector, which closes it."""


@dataclass(frozen=True)
class Ending:
    status: int
    output: str
    errors: str
    seconds: float
    """From its first line to SIGTERM, or to its last line."""


def ending(
    program: Path, folder: Path, *, after_launch: float | None = None, after_first_line: float | None = None
) -> Ending:
    """How `program` ends in `folder`: by itself, or terminated after so many seconds."""
    here = folder / "here"
    (here / "tmp").mkdir(parents=True)
    out, err = folder / "out", folder / "err"
    with out.open("wb") as to_out, err.open("wb") as to_err:
        process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-u", *WARN, "-c", LOOK_AFTERWARDS, str(program)],
            cwd=here,
            env=os.environ | {"TMPDIR": str(here / "tmp")},
            stdin=subprocess.DEVNULL,
            stdout=to_out,
            stderr=to_err,
            start_new_session=True,
        )
    try:
        if after_launch is None:
            wait_until(lambda: process.poll() is not None or b"\n" in out.read_bytes())
        began = time.monotonic()
        moment = after_first_line if after_launch is None else after_launch
        said = LAST_LINE.encode()
        wait_until(
            lambda: (
                process.poll() is not None
                or said in out.read_bytes()
                or (moment is not None and late(began, moment))
            )
        )
        seconds = time.monotonic() - began
        if moment is None:
            process.wait(timeout=60)
        children = [] if process.poll() is not None else psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGTERM)
        status = process.wait(timeout=30)
        assert not [child for child in children if alive(child.pid)]
        with pytest.raises(ProcessLookupError):
            os.killpg(process.pid, 0)
    finally:
        process.kill()
        process.wait()
    assert not list((here / "tmp").iterdir())
    assert {path.name for path in here.iterdir()} <= {"tmp", "news.jsonl"}
    return Ending(status, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"), seconds)


def late(since: float, seconds: float) -> bool:
    return time.monotonic() - since >= seconds


def kept(folder: Path) -> list[str]:
    """The ids of the articles that a program has stored."""
    file = folder / "here" / "news.jsonl"
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    assert text == "" or text.endswith("\n")
    return [str(json.loads(line)["id"]) for line in text.splitlines()]


def check_promises(end: Ending, folder: Path) -> None:
    assert LOOP_CLOSING.sub("", end.errors) == ""
    stored = kept(folder)
    promised = re.findall(r"^저장: (\S+)", end.output, re.MULTILINE)
    assert len(set(stored)) == len(stored)
    assert set(promised) <= set(stored)
    if end.status == -signal.SIGTERM and not end.output:
        assert not stored  # it had not begun
        return
    last = re.search(r"받은 글 (\d+)개, 저장한 글 (\d+)개$", end.output.rstrip().splitlines()[-1])
    assert last, end.output
    assert last[1] == last[2] == str(len(stored))
    assert end.status in (0, -signal.SIGTERM)  # killed only when asyncio.run() had ended already


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: str(program.stem))
def test_nothing_of_what_was_promised_is_lost_at_sigterm(program: Path, tmp_path: Path) -> None:
    undisturbed = ending(program, tmp_path / "undisturbed")
    assert undisturbed.status == 0
    check_promises(undisturbed, tmp_path / "undisturbed")
    rng = random.Random(program.stem)
    moments = [{"after_launch": rng.uniform(0, 0.4)} for _ in range(2)]
    moments += [{"after_first_line": rng.uniform(0, undisturbed.seconds)} for _ in range(MOMENTS - 2)]
    with ThreadPoolExecutor(MOMENTS) as pool:
        folders = [tmp_path / str(number) for number in range(MOMENTS)]
        endings = list(
            pool.map(lambda pair: ending(program, pair[0], **pair[1]), zip(folders, moments, strict=True))
        )
    for folder, moment, end in zip(folders, moments, endings, strict=True):
        print(folder.name, moment, end)
        check_promises(end, folder)
    assert sum(end.status == 0 for end in endings) >= MOMENTS // 3
    assert sum(len(kept(folder)) < len(kept(tmp_path / "undisturbed")) for folder in folders) >= 3


def test_every_page_has_its_whole_program() -> None:
    pages = sorted(page.stem.replace("-", "_") for page in (DOCS / "practice").glob("*.md"))
    assert [program.parent.name for program in PROGRAMS] == pages
