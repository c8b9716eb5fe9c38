"""How long an author waits: for a build in a running process, and for an edit to be served."""

from __future__ import annotations

import json
import os
import signal
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.environment import variables
from tests.benchmarks.machine import say
from tests.benchmarks.project_copy import ProjectCopy
from tests.benchmarks.report import Check, Result, table

EDITS = 10
BUILDS = 7
"""In one process; the first one is not counted."""
REBUILD = """
import json, sys, time
from mkdocs.commands.build import build
from mkdocs.config import load_config
seconds = []
for number in range(int(sys.argv[1])):
    config = load_config("mkdocs.yml", site_dir=sys.argv[2], strict=False)
    if number == 0:
        config.plugins.on_startup(command="serve", dirty=False)
    began = time.perf_counter()
    build(config)
    seconds.append(time.perf_counter() - began)
print(json.dumps(seconds))
"""


def measure(folder: Path, python: Path) -> Result:
    """Build the chapter again and again in one process, then serve and edit it."""
    copy = ProjectCopy(folder / "author", python)
    copy.build()  # not measured: makes the runs
    warm = statistics.median(_warm(copy))
    say(f"warm in a running process: {warm:.2f} s")
    seen = statistics.median(_edits(copy))
    say(f"from saving to seeing: {seen:.2f} s")
    rows = [
        [f"도는 프로세스에서 다시, 바뀐 것 없음 ({BUILDS - 1}번의 중앙값)", f"{warm:.2f}"],
        [f"글을 고쳐 저장한 때부터 새 페이지가 나올 때까지 ({EDITS}번의 중앙값)", f"{seen:.2f}"],
    ]
    checks = [
        Check("도는 프로세스에서 다시", 0.6, warm, "초"),
        Check("고친 글이 보일 때까지", 1.0, seen, "초"),
    ]
    return Result(table(["글쓴이가 기다리는 시간", "초"], rows), checks)


def _warm(copy: ProjectCopy) -> list[float]:
    with tempfile.TemporaryDirectory() as site:
        done = subprocess.run(
            [copy.python, "-c", REBUILD, str(BUILDS), site],
            cwd=copy.folder,
            env=variables(EXECUTION_CACHE=str(copy.runs)),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
            text=True,
        )
    seconds: list[float] = json.loads(done.stdout)
    return seconds[1:]


@contextmanager
def _served(copy: ProjectCopy) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    server = subprocess.Popen(
        [copy.python, "-m", "mkdocs", "serve", "-q", "-a", address],
        cwd=copy.folder,
        env=variables(EXECUTION_CACHE=str(copy.runs)),
        stderr=subprocess.DEVNULL,
        process_group=0,
    )
    try:
        yield f"http://{address}/"
    finally:
        os.killpg(server.pid, signal.SIGINT)
        server.wait()


def _edits(copy: ProjectCopy) -> list[float]:
    page = copy.docs / "basics" / "event-loop.md"
    before = page.read_text(encoding="utf-8")
    seconds = []
    with _served(copy) as address:
        build = _get(f"{address}livereload/0/0")
        time.sleep(2)  # for the server to begin watching
        for number in range(EDITS + 1):
            sentence = f"고친 문장 {number}입니다."
            page.write_text(f"{before}\n{sentence}\n", encoding="utf-8")
            began = time.perf_counter()
            # As a browser does: this is answered when there is a new build.
            build = _get(f"{address}livereload/{build}/0")
            assert sentence in _get(f"{address}basics/event-loop/")
            seconds.append(time.perf_counter() - began)
            time.sleep(0.5 + 0.07 * number)  # not in step with the server's own looking
    return seconds[1:]


def _get(address: str) -> str:
    """What is served at `address`, once something is."""
    while True:
        try:
            with urllib.request.urlopen(address, timeout=70) as response:
                text: str = response.read().decode()
                return text
        except OSError:
            time.sleep(0.05)
