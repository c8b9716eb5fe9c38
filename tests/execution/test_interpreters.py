"""A block that needs a newer Python gets the oldest one that is new enough, or is told that there is none."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from execution import interpreters
from execution.interpreters import NoInterpreter, own, sufficient
from tests.support import a_block, execute

Put = Callable[..., Path]


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Put]:
    """Puts a program somewhere that answers as the Python it is told to, and runs code as this one."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))

    def program(path: str, *number: int, answer: str | None = None) -> Path:
        version = ".".join(map(str, number))
        if answer is None:
            answer = json.dumps([f"{version} (pretended)", *number, "/usr/lib/python"])
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f'#!/bin/sh\n[ "$1" = -I ] && echo \'{answer}\' || exec {sys.executable} "$@"\n')
        file.chmod(0o755)
        return file

    sufficient.cache_clear()
    yield program
    sufficient.cache_clear()


def test_the_builds_own_is_taken_if_it_is_new_enough(put: Put) -> None:
    put("bin/python3.11", 3, 11, 9)
    assert sufficient(()) == sufficient((3, 11)) == own()


def test_the_oldest_sufficient_one_is_taken_wherever_it_lies(put: Put) -> None:
    put("bin/python3.28", 3, 28, 1)
    oldest = put("pyenv/versions/3.27.2/bin/python", 3, 27, 2)
    put("pyenv/versions/3.9.1/bin/python", 3, 9, 1)
    found = sufficient((3, 26))
    assert (found.path, found.number) == (str(oldest), (3, 27, 2))
    assert found.shown_as == {"/usr/lib/python": "…/python3.27"}


def test_the_very_version_that_is_required_is_enough(put: Put) -> None:
    python = put("bin/python3.28", 3, 28, 0)
    assert sufficient((3, 28)).path == str(python)


def test_uv_is_asked(put: Put) -> None:
    python = put("elsewhere/python", 3, 27, 2)
    put("bin/uv").write_text(f"#!/bin/sh\n[ \"$2\" = find ] && echo '{python}'\n")
    assert sufficient((3, 27)).path == str(python)


@pytest.mark.parametrize("answer", ["", "no JSON", "[]", '["3.28.0", "three"]', "null"])
def test_what_does_not_answer_as_a_python_is_none(put: Put, answer: str) -> None:
    """A shim of pyenv, for one, for a version that isn't installed."""
    put("bin/python3.28", answer=answer)
    good = put("bin/python3.29", 3, 29, 0)
    assert sufficient((3, 28)).path == str(good)


def test_a_folder_that_may_not_be_entered_is_passed_over(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root enters any, so the refusal itself is imitated."""

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "glob", refuse)
    python = put("elsewhere/python", 3, 27, 2)
    put("bin/uv").write_text(f"#!/bin/sh\necho '{python}'\n")
    assert sufficient((3, 27)).path == str(python)


def test_that_there_is_none_is_told(put: Put) -> None:
    put("bin/python3.28", 3, 28, 0)
    with pytest.raises(NoInterpreter, match=r"^Python 3\.29 이상이 없어 실행하지 못했습니다$"):
        sufficient((3, 29))


def test_a_block_runs_on_the_one_it_requires(put: Put) -> None:
    python = put("pyenv/versions/3.28.0/bin/python", 3, 28, 0)
    run = execute(a_block("import os; print(os.environ['PATH'] != '')\n", requires="3.28"))
    assert (run.output, run.finished) == ("True\n", True)
    python.unlink()


def test_every_minor_version_is_looked_for() -> None:
    assert sys.version_info[1] + 10 < interpreters.NEWEST
