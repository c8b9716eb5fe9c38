"""Finds a Python for a block that needs a newer one than the build's own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROBE = """
import json, sys, sysconfig
print(json.dumps([sys.version, *sys.version_info[:3], sysconfig.get_path("stdlib")]))
"""
PROBE_SECONDS = 10.0
NEWEST = 30
"""The 3.x up to which PATH is looked through."""

Version = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Interpreter:
    """A Python that runs blocks: `number` is (3, 13, 0), `version` all that it says of itself.

    `shown_as` replaces folders that are this machine's affair by what a page shows instead.
    """

    path: str
    number: Version
    version: str
    shown_as: dict[str, str]


class NoInterpreter(RuntimeError):
    """No Python here is new enough; the text says so to a reader."""


def own() -> Interpreter:
    """The Python that runs this."""
    shown_as = _shown_as(sysconfig.get_path("stdlib"), sys.version_info[:2])
    shown_as[sysconfig.get_path("purelib")] = "…/site-packages"
    return Interpreter(sys.executable, tuple(sys.version_info[:3]), sys.version, shown_as)


@cache
def sufficient(least: Version) -> Interpreter:
    """The build's own Python if it is at least `least`, else the oldest one found that is.

    Looked for on PATH, in pyenv's folder, and by `uv python find`. Raises `NoInterpreter`.
    """
    if own().number >= least:
        return own()
    with ThreadPoolExecutor() as pool:
        probed = list(pool.map(_probed, dict.fromkeys(_candidates(least))))
    found = [each for each in probed if each and each.number >= least]
    if not found:
        raise NoInterpreter(f"Python {'.'.join(map(str, least))} 이상이 없어 실행하지 못했습니다")
    return min(found, key=lambda each: each.number)


def _candidates(least: Version) -> Iterator[str]:
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    for minor in range(least[1], NEWEST):
        if path := shutil.which(f"python3.{minor}"):
            yield path
        with suppress(OSError):  # a folder of another user's, for one
            yield from map(str, sorted(pyenv.glob(f"versions/3.{minor}[!0-9]*/bin/python")))
    if uv := shutil.which("uv"):
        command = [uv, "python", "find", "--no-python-downloads", f">={'.'.join(map(str, least))}"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=PROBE_SECONDS)
        yield from done.stdout.split("\n")[:1] if done.returncode == 0 else []


@cache
def _probed(path: str) -> Interpreter | None:
    """The interpreter at `path`, by its own account; None if nothing there answers as one."""
    try:
        done = subprocess.run(
            [path, "-I", "-c", PROBE], capture_output=True, text=True, timeout=PROBE_SECONDS
        )
        version, *number, stdlib = json.loads(done.stdout)
    except (OSError, TypeError, ValueError, subprocess.SubprocessError):
        return None
    return Interpreter(path, tuple(number), version, _shown_as(stdlib, tuple(number[:2])))


def _shown_as(stdlib: str, number: Version) -> dict[str, str]:
    return {stdlib: f"…/python{'.'.join(map(str, number))}"}
