"""What the site has for running examples in the page."""

from __future__ import annotations

import ast
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from execution.live import pyodide
from execution.live.bundle import CDN, PYODIDE, bundle, integrity, main, site_files
from execution.project import SNIPPETS

SMALL = 100_000


def test_a_hash_is_written_as_browsers_read_it() -> None:
    # The example of the specification, https://www.w3.org/TR/SRI/#the-integrity-attribute
    assert integrity(b"alert('Hello, world.');") == (
        "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO"
    )


def test_the_bundle_is_small_and_always_the_same() -> None:
    packed = bundle()
    assert packed == bundle()
    assert len(packed) < SMALL


def test_the_bundle_has_the_checks_and_imports_only_what_is_in_it() -> None:
    archive = zipfile.ZipFile(io.BytesIO(bundle()))
    names = set(archive.namelist())
    checks = {f"checks/{path.relative_to(SNIPPETS)}" for path in SNIPPETS.rglob("*.check.py")}
    assert checks < names
    there = {name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in names}
    there |= {name.rpartition(".")[2] for name in there if name.startswith("execution.process.")}
    for name in names:
        body = ast.parse(archive.read(name)).body
        for node in body:
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            else:
                modules = [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            for module in modules:
                known = module.partition(".")[0] in sys.stdlib_module_names | {"kernel", "pyodide"}
                assert known or module in there, f"{name} imports {module}"


def test_the_site_says_where_everything_is() -> None:
    files = site_files(None)
    manifest = json.loads(files["assets/live/manifest.json"])
    assert manifest["pyodide"]["address"] == CDN.format(version=manifest["pyodide"]["version"])
    assert manifest["python"]["integrity"] == integrity(files["assets/live/python.zip"])
    own = json.loads(site_files("assets/pyodide/")["assets/live/manifest.json"])
    assert own["pyodide"]["address"] == "assets/pyodide/"


def test_other_builders_get_the_files_by_a_command(tmp_path: Path) -> None:
    (tmp_path / "assets/live").mkdir(parents=True)
    main([str(tmp_path)])
    assert {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.*")} == set(site_files(None))


@pytest.fixture
def noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of Pyodide, made up, with its hashes noted."""
    source = tmp_path / "copy"
    source.mkdir()
    for name in pyodide.FILES:
        (source / name).write_text(name, encoding="utf-8")
    monkeypatch.setattr(pyodide, "PYODIDE", tmp_path / "pyodide.json")
    pyodide.main(["--note", "1.2.3", "--from", str(source)])
    return source


def test_a_site_can_host_pyodide_itself(noted: Path, tmp_path: Path) -> None:
    pyodide.main([str(tmp_path / "site"), "--from", str(noted)])
    assert {path.name for path in (tmp_path / "site").iterdir()} == set(pyodide.FILES)


def test_a_file_with_another_hash_is_not_placed(noted: Path, tmp_path: Path) -> None:
    (noted / "pyodide.mjs").write_text("something else", encoding="utf-8")
    with pytest.raises(ValueError, match=r"pyodide\.mjs"):
        pyodide.main([str(tmp_path / "site"), "--from", str(noted)])


def test_the_documented_command_runs(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "execution.live.pyodide", "--help"]
    assert subprocess.run(command, capture_output=True).returncode == 0
    assert json.loads(PYODIDE.read_text(encoding="utf-8"))["files"].keys() == set(pyodide.FILES)
