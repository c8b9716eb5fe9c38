"""What GitHub runs: tests with no rights and no secrets, and publication from main alone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from mkdocs.utils.yaml import yaml_load

from execution.project import ROOT

FOLDER = ROOT / ".github" / "workflows"
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.yml"))}
WORKFLOWS: dict[str, dict[Any, Any]] = {name: yaml_load(text) for name, text in TEXTS.items()}
ON = True
"""YAML 1.1 reads the key `on` so."""


def test_a_pull_request_is_tested_on_each_python() -> None:
    assert "pull_request" in WORKFLOWS["tests"][ON]
    matrix = WORKFLOWS["tests"]["jobs"]["tests"]["strategy"]["matrix"]
    assert {"3.11", "3.12", "3.13", "3.14"} <= set(matrix["python"])


def test_what_a_pull_request_starts_may_only_read_and_knows_no_secret() -> None:
    for name, workflow in WORKFLOWS.items():
        assert workflow["permissions"] == {"contents": "read"}, name
        assert "pull_request_target" not in TEXTS[name]
        assert not re.search(r"\bsecrets\b", TEXTS[name]), name
        if "pull_request" in workflow[ON]:
            jobs = workflow["jobs"].values()
            assert all(job.get("permissions", {"contents": "read"}) == {"contents": "read"} for job in jobs)


def test_only_main_is_published_and_only_after_its_tests() -> None:
    publish = WORKFLOWS["publish"]
    assert publish[ON] == {"push": {"branches": ["main"]}}
    jobs = publish["jobs"]
    assert (jobs["build"]["needs"], jobs["deploy"]["needs"]) == ("tests", "build")


def test_what_is_published_is_built_anew() -> None:
    steps = WORKFLOWS["publish"]["jobs"]["build"]["steps"]
    assert not [
        step for step in steps if "cache" in str(step.get("uses", "")) or "cache" in step.get("with", {})
    ]
    [build] = [step for step in steps if "mkdocs build" in step.get("run", "")]
    assert build["env"]["EXECUTION_COMPLETE"] == "1"
    assert build["env"].keys() >= {"SITE_URL", "EDIT_URI"}


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_action_is_pinned_to_a_commit(name: str) -> None:
    used = re.findall(r"uses: (\S+)", TEXTS[name])
    assert [action for action in used if not re.search(r"@[0-9a-f]{40}$", action) and action[0] != "."] == []
