"""Exercises: what the reader starts from fails its check, and the solution passes it."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from execution.model import Run
from execution.project import SNIPPETS

CHECKS = sorted(SNIPPETS.rglob("*.check.py"))
Runs = Callable[[str], Run]


def name_of(check: Path) -> str:
    return check.relative_to(SNIPPETS).as_posix().removesuffix(".check.py")


def messages(check: Path, run: Run) -> list[str]:
    """What `check` says of a run."""
    spec = importlib.util.spec_from_file_location("check", check)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Iterator[str] = module.check(run)
    return list(found)


def test_an_exercise_is_three_files() -> None:
    starts = {path.as_posix().removesuffix(".start.py") for path in SNIPPETS.rglob("*.start.py")}
    checks = {path.as_posix().removesuffix(".check.py") for path in CHECKS}
    solutions = {path.as_posix().removesuffix(".py") for path in SNIPPETS.rglob("exercise_*.py")}
    assert starts == checks == {path for path in solutions if "." not in Path(path).name}


@pytest.mark.parametrize("check", CHECKS, ids=name_of)
def test_the_start_fails_its_check_and_the_solution_passes(check: Path, run_of: Runs) -> None:
    assert messages(check, run_of(f"{name_of(check)}.start.py"))
    assert messages(check, run_of(f"{name_of(check)}.py")) == []
