"""Which examples get the button to run them in the page."""

from __future__ import annotations

import pytest

from execution.live.bundle import PACKAGES
from execution.live.decide import MODULES, NAMES, POOL, PROCESSES, attributes, note, reason
from tests.support import a_block


@pytest.mark.parametrize("module", MODULES)
def test_modules_that_a_browser_cannot_serve(module: str) -> None:
    parent, _, name = module.rpartition(".")
    assert reason(a_block(f"import {module}")) == MODULES[module]
    assert reason(a_block(f"from {module} import x")) == MODULES[module]
    if parent:
        assert reason(a_block(f"from {parent} import {name}")) == MODULES[module]


@pytest.mark.parametrize("name", NAMES)
def test_names_that_a_browser_cannot_serve(name: str) -> None:
    assert reason(a_block(f"import os\nos.{name}()")) == NAMES[name]
    assert reason(a_block(f"from os import {name}")) == NAMES[name]
    assert reason(a_block(f"{name}('?')")) == NAMES[name]


@pytest.mark.parametrize(
    "code",
    [
        "import asyncio\nasyncio.run(asyncio.sleep(0))",
        "import asyncio, threading, tempfile\nfrom concurrent.futures import ThreadPoolExecutor",
        "import asyncio\nasyncio.start_server(print, '127.0.0.1', 0)",
        "import socket\nsocket.socketpair()",
        "def kill(x): ...\ninputs = [1]",
        *(f"import {package}" for package in PACKAGES),
    ],
)
def test_threads_and_connections_of_its_own_are_served(code: str) -> None:
    assert reason(a_block(code)) == ""


def test_a_package_that_is_not_packed_is_named() -> None:
    assert reason(a_block("import aiohttp.web")).endswith("aiohttp")


def test_a_fence_can_say_it_itself() -> None:
    assert reason(a_block("import subprocess", live="on")) == ""
    assert reason(a_block("print(1)", live="off")) != ""


def test_the_figure_tells_what_the_script_has_to_know() -> None:
    exercise = a_block(snippet="core/queues/exercise_drop.start.py", timeline="a, b")
    assert attributes(exercise) == (
        ' data-live data-trace="a,b" data-check="core/queues/exercise_drop.check.py"'
    )
    assert note(exercise) == ""
    without = a_block("import subprocess")
    assert attributes(without) == ""
    assert PROCESSES in note(without)
    assert POOL in note(a_block("from concurrent.futures import ProcessPoolExecutor"))
