"""A chapter three times the size of this one: how long an author waits for a page after an edit."""

from __future__ import annotations

import json
import os
import re
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

from tests.benchmarks.cost import median
from tests.benchmarks.environment import variables
from tests.benchmarks.machine import CORES, say
from tests.benchmarks.project_copy import ProjectCopy, digest
from tests.benchmarks.report import Check, Result, table

TIMES = 3
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


def generate(folder: Path, python: Path) -> ProjectCopy:
    """The project with all its pages and examples `TIMES` times; no two examples are the same code."""
    copy = ProjectCopy(folder, python)
    copy.set_option("nav", "")
    pages = list(copy.docs.rglob("*.md"))
    for number in range(2, TIMES + 1):
        for page in pages:
            name = page.relative_to(copy.docs).with_suffix("").as_posix()
            text = page.read_text(encoding="utf-8").replace('--8<-- "', f'--8<-- "{number}/')
            again = copy.docs / f"{name}-{number}.md"
            again.write_text(re.sub(r"\]\((?!http)[^)]*\)", "](#exercises)", text), encoding="utf-8")
        for snippet in [path for path in copy.snippets.rglob("*.py") if path.parts[-3] != str(number)]:
            inside = snippet.relative_to(copy.snippets)
            if not inside.parts[0].isdigit():
                (copy.snippets / str(number) / inside).parent.mkdir(parents=True, exist_ok=True)
                code = snippet.read_text(encoding="utf-8")
                (copy.snippets / str(number) / inside).write_text(f"{code}# {number}\n", encoding="utf-8")
    return copy


def measure(folder: Path, python: Path, rounds: int) -> Result:
    """Build it cold `rounds` times, then again and again in one process, then serve and edit it."""
    copy = generate(folder / "large", python)
    copy.build_without_running()  # not measured
    colds = []
    for number in range(rounds):
        colds.append(copy.build_cold())
        say(f"large, cold, round {number + 1}/{rounds}: {colds[-1].seconds:.2f} s")
    cold = median(colds)
    runs = copy.kept_runs()
    kept = [runs[digest(block)] for block in copy.blocks()]
    floor = max(max(run.seconds for run in kept), sum(run.cpu_seconds for run in runs.values()) / CORES)
    warm = statistics.median(_warm(copy))
    say(f"large, warm in a running process: {warm:.2f} s")
    seen = statistics.median(_edits(copy))
    pages = len(list(copy.docs.rglob("*.md")))
    rows = [
        ["바닥: 가장 긴 예제와 CPU 시간 ÷ 코어 가운데 큰 것", f"{floor:.2f}"],
        ["처음부터", f"{cold.seconds:.2f}"],
        ["도는 프로세스에서 다시, 바뀐 것 없음", f"{warm:.2f}"],
        [f"글을 고쳐 저장한 때부터 새 페이지가 나올 때까지 ({EDITS}번의 중앙값)", f"{seen:.2f}"],
    ]
    checks = [
        Check("큰 챕터, 처음부터 ≤ 1.25 × 바닥 + 2초", 1.25 * floor + 2, cold.seconds, "초"),
        Check("큰 챕터, 도는 프로세스에서 다시", 0.6, warm, "초"),
        Check("큰 챕터, 고친 글이 보일 때까지", 1.0, seen, "초"),
    ]
    return Result(table([f"페이지 {pages}개, 예제 {len(kept)}개", "초"], rows), checks)


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
        _wait_for(address + "basics/event-loop/", "exercises")
        time.sleep(2)  # for the server to begin watching
        for number in range(EDITS + 1):
            sentence = f"고친 문장 {number}입니다."
            page.write_text(f"{before}\n{sentence}\n", encoding="utf-8")
            began = time.perf_counter()
            _wait_for(address + "basics/event-loop/", sentence)
            seconds.append(time.perf_counter() - began)
            time.sleep(0.5 + 0.07 * number)  # not in step with the server's own looking
    page.write_text(before, encoding="utf-8")
    return seconds[1:]


def _wait_for(address: str, text: str) -> None:
    while True:
        try:
            with urllib.request.urlopen(address, timeout=30) as response:
                if text in response.read().decode():
                    return
        except OSError:
            pass
        time.sleep(0.005)
