"""A kept run is used exactly when it still is what running again would give; the cache is never in the way.

Each block counts its runs in a file outside: how often it ran is what these tests ask.
"""

from __future__ import annotations

import errno
import json
import logging
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from filelock import FileLock

from execution import cache as cache_module
from execution import interpreters, process
from execution.cache import Cache
from execution.model import SHAPE, Fault, Run
from execution.pages import Block
from execution.process import launch
from execution.project import ROOT
from execution.runner import Runner
from tests.support import a_block


class Counted:
    """A block, the cache for it, and the number of times it really ran."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "runs"
        self.counter = folder / "counter"

    def block(
        self,
        code: str = "print('가')\n",
        options: Mapping[str, str] | None = None,
        *,
        page: str = "docs/a.md",
        line: int = 1,
    ) -> Block:
        count = f"with open({str(self.counter)!r}, 'a') as counter: counter.write('.')\n"
        return a_block(count + code, page, line, "a/example.py", **options or {})

    def run(self, block: Block | None = None) -> Run:
        """As a new process would: nothing but the folder is shared with an earlier call."""
        with closing(Runner(Cache(self.folder), 8)) as runner:
            return runner.run(block or self.block())

    @property
    def runs(self) -> int:
        return self.counter.stat().st_size

    @property
    def entry(self) -> Path:
        return Cache(self.folder).path(self.block())

    def files(self) -> list[str]:
        """All that is in the folder."""
        return sorted(file.name for file in self.folder.iterdir())


@pytest.fixture
def counted(tmp_path: Path) -> Counted:
    return Counted(tmp_path)


def test_a_kept_run_is_the_run_itself(counted: Counted) -> None:
    first = counted.run()
    assert counted.run() == first
    assert first.output == "가\n"
    assert counted.runs == 1
    assert counted.files() == [counted.entry.name]


# Entries that can't be used


def damage(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    def do(entry: Path) -> None:
        fields = json.loads(entry.read_bytes())
        change(fields)
        entry.write_text(json.dumps(fields))

    return do


def replace_by_directory(entry: Path) -> None:
    entry.unlink()
    entry.mkdir()


def replace_by_endless_link(entry: Path) -> None:
    entry.unlink()
    entry.symlink_to(entry)


@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param(lambda entry: os.truncate(entry, 0), id="empty"),
        pytest.param(lambda entry: os.truncate(entry, 1), id="first-byte"),
        pytest.param(lambda entry: os.truncate(entry, entry.stat().st_size // 2), id="half"),
        pytest.param(lambda entry: os.truncate(entry, entry.stat().st_size - 1), id="all-but-one-byte"),
        pytest.param(lambda entry: os.truncate(entry, 10**4), id="padded-with-NUL"),
        pytest.param(lambda entry: entry.write_bytes(os.urandom(1000)), id="garbage"),
        pytest.param(lambda entry: entry.write_bytes(b"\xff\xfe"), id="not-UTF-8"),
        pytest.param(lambda entry: entry.write_text("null"), id="null"),
        pytest.param(lambda entry: entry.write_text("{}"), id="no-fields"),
        pytest.param(lambda entry: entry.write_text('{"x": ' + "[" * 10**5), id="endless-nesting"),
        pytest.param(damage(lambda run: run.update(shape=SHAPE + 1)), id="later-shape"),
        pytest.param(damage(lambda run: run.update(shape=SHAPE - 1)), id="earlier-shape"),
        pytest.param(damage(lambda run: run.update(digest="0" * 64)), id="other-code"),
        pytest.param(damage(lambda run: run.pop("lines")), id="a-field-missing"),
        pytest.param(damage(lambda run: run.update(seconds="long")), id="a-field-of-another-type"),
        pytest.param(damage(lambda run: run.update(limit="tired")), id="an-unknown-word"),
        pytest.param(damage(lambda run: run["lines"][0].pop("t")), id="a-line-without-time"),
        pytest.param(lambda entry: entry.unlink(), id="gone"),
        pytest.param(replace_by_directory, id="a-directory"),
        pytest.param(replace_by_endless_link, id="a-link-to-itself"),
    ],
)
def test_an_entry_that_cannot_be_used_is_run_again(damaged: Callable[[Path], None], counted: Counted) -> None:
    counted.run()
    damaged(counted.entry)
    assert counted.run().output == "가\n"
    assert counted.runs == 2
    assert counted.files() == [counted.entry.name]


def test_a_mended_entry_is_used_again(counted: Counted) -> None:
    counted.run()
    counted.entry.write_text("garbage")
    counted.run()
    counted.run()
    assert counted.runs == 2


def test_an_entry_that_may_not_be_read_is_run_again(
    counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root reads whatever the permissions say, so the refusal itself is imitated."""
    counted.run()
    entry, really_read = counted.entry, Path.read_bytes

    def read(path: Path) -> bytes:
        if path == entry:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return really_read(path)

    monkeypatch.setattr(Path, "read_bytes", read)
    assert counted.run().output == "가\n"
    assert counted.runs == 2


# Runs that aren't kept


@pytest.mark.parametrize(
    ("code", "options"),
    [
        pytest.param("raise ValueError\n", {}, id="failure"),
        pytest.param("raise SystemExit(0)\n", {}, id="early-exit"),
        pytest.param("print(1)\n", {"returncode": "1"}, id="no-failure-though-announced"),
        pytest.param("while True: pass\n", {"timeout": "1"}, id="time-limit"),
        pytest.param("while True: print(1)\n", {}, id="output-limit"),
        pytest.param("print(1)\n", {"timeline": "never_called"}, id="never-called"),
        pytest.param("import subprocess; subprocess.Popen(['sleep', '60'])\n", {}, id="process-left"),
    ],
)
def test_a_run_that_failed_is_not_kept(code: str, options: dict[str, str], counted: Counted) -> None:
    block = counted.block(code, options)
    counted.run(block)
    counted.run(block)
    assert counted.runs == 2
    assert counted.files() == []


def test_a_failure_that_was_announced_is_kept(counted: Counted) -> None:
    for _ in range(2):
        assert counted.run(counted.block("raise ValueError\n", {"returncode": "1"})).exit_status == 1
    assert counted.runs == 1


def test_another_announcement_is_another_run(counted: Counted) -> None:
    code = "import sys\nsys.exit(0)\n"
    for _ in range(2):
        assert counted.run(counted.block(code, {"returncode": "0"})).exit_status == 0
    assert counted.runs == 1
    counted.run(counted.block(code))
    assert counted.runs == 2


def test_a_kept_run_that_is_no_longer_found_right_is_run_again(
    counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a rule of `verdict`, which isn't part of the key."""
    counted.run()
    with monkeypatch.context() as stricter:
        stricter.setattr("execution.runner.judge", lambda block, run: Fault("docs/a.md", 1, "no"))
        counted.run()
    assert counted.runs == 2


# A disk that refuses


def refused(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class FullFile:
    """A file that can be created, but not written to."""

    def __init__(self, **options: Any) -> None:
        self.file = real_temporary_file(**options)

    def __enter__(self) -> FullFile:
        self.file.__enter__()
        self.name = self.file.name
        return self

    def __exit__(self, *error: Any) -> None:
        self.file.__exit__(*error)

    write = staticmethod(refused)


real_temporary_file = tempfile.NamedTemporaryFile


@pytest.mark.parametrize(
    ("module", "name", "fault"),
    [
        pytest.param(os, "replace", refused, id="entry-cannot-be-named"),
        pytest.param(tempfile, "NamedTemporaryFile", refused, id="file-cannot-be-created"),
        pytest.param(tempfile, "NamedTemporaryFile", FullFile, id="file-cannot-be-written"),
        pytest.param(Path, "mkdir", refused, id="folder-cannot-be-made"),
        pytest.param(FileLock, "acquire", refused, id="lock-cannot-be-written"),
    ],
)
def test_a_disk_that_refuses_gives_one_warning_and_right_runs(
    module: Any,
    name: str,
    fault: Callable[..., object],
    counted: Counted,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with closing(Runner(Cache(counted.folder), 8)) as runner, monkeypatch.context() as full:
        full.setattr(module, name, fault)
        assert runner.run(counted.block("print(1)\n")).output == "1\n"
        assert runner.run(counted.block("print(2)\n")).output == "2\n"
    assert counted.runs == 2
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "저장할 수 없어" in caplog.messages[0]
    assert str(counted.folder) in caplog.messages[0]
    assert not counted.folder.exists() or not [name for name in counted.files() if name.endswith(".new")]


def test_a_file_in_place_of_the_cache_gives_one_warning_and_right_runs(
    counted: Counted, caplog: pytest.LogCaptureFixture
) -> None:
    counted.folder.write_text("no folder")
    with closing(Runner(Cache(counted.folder), 8)) as runner:
        assert runner.run(counted.block("print(1)\n")).output == "1\n"
        assert runner.run(counted.block("print(2)\n")).output == "2\n"
    assert counted.runs == 2
    assert len(caplog.records) == 1
    assert counted.folder.read_text() == "no folder"


def test_a_run_appears_whole_or_not_at_all(counted: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the moment it gets its name it can be read whole, and nothing was under that name before."""
    seen: list[tuple[bool, Run]] = []
    real_replace = os.replace

    def look_and_replace(source: str, target: Path) -> None:
        seen.append((target.exists(), msgspec.json.decode(Path(source).read_bytes(), type=Run)))
        real_replace(source, target)

    monkeypatch.setattr(os, "replace", look_and_replace)
    run = counted.run()
    assert seen == [(False, run)]


# Two at once


def test_two_builds_at_once_share_the_cache_and_run_each_block_once(tmp_path: Path) -> None:
    counters = [tmp_path / f"counter-{number}" for number in range(6)]
    script = """
import sys
from contextlib import closing
from pathlib import Path
from execution.cache import Cache
from execution.runner import Runner
from tests.support import a_block

runner = Runner(Cache(Path(sys.argv[1])), 8)
code = "import time\\nopen({!r}, 'a').write('.')\\ntime.sleep(0.3)\\nprint(time.monotonic())\\n"
print("ready", flush=True)
sys.stdin.readline()
futures = runner.start(a_block(code.format(path)) for path in sys.argv[2:])
print([future.result().output for future in futures.values()])
"""
    builds = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path / "runs"), *map(str, counters)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for build in builds:
        assert build.stdout and build.stdout.readline() == "ready\n"
    for build in builds:
        assert build.stdin
        build.stdin.write("go\n")
        build.stdin.flush()
    outputs = [build.communicate()[0] for build in builds]
    assert [counter.read_text() for counter in counters] == ["."] * len(counters)
    assert outputs[0] == outputs[1]
    assert len(outputs[0].split(",")) == len(counters)


def test_what_another_build_made_while_this_one_waited_is_used(
    counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = counted.run()
    real_load, misses = Cache.load, iter([None])
    monkeypatch.setattr(Cache, "load", lambda cache, block: next(misses, real_load(cache, block)))
    assert counted.run() == made
    assert counted.runs == 1


def test_a_lock_that_a_killed_build_left_behind_holds_nobody_up(counted: Counted) -> None:
    counted.folder.mkdir()
    script = "import os, sys, filelock; filelock.FileLock(sys.argv[1]).acquire(); os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", script, str(counted.entry.with_suffix(".lock"))])
    assert counted.run().output == "가\n"


# What makes another run of it


def key(block: Block | None = None) -> str:
    """The key of `block` for a build that starts now."""
    return Cache(Path("runs")).path(block or BLOCK).name


BLOCK = a_block("print(1)\n", "docs/a.md", 1, "a/example.py")


def test_the_same_block_has_the_same_key_in_every_process() -> None:
    script = "from tests.execution.test_cache import BLOCK, key; print(key(BLOCK))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{key()}\n"


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(a_block("print(2)\n", "docs/a.md", 1, "a/example.py"), id="code"),
        pytest.param(a_block("print(1) \n", "docs/a.md", 1, "a/example.py"), id="white-space"),
        pytest.param(a_block("print(1)\n", "docs/a.md", 1, "a/other.py"), id="file-name"),
        pytest.param(a_block("print(1)\n", "docs/a.md", 1, None), id="no-snippet"),
        pytest.param(a_block("print(1)\n", "docs/a.md", 1, "a/example.py", timeout="5"), id="timeout"),
        pytest.param(a_block("print(1)\n", "docs/a.md", 1, "a/example.py", timeline="f"), id="timeline"),
        pytest.param(a_block("print(1)\n", "docs/a.md", 1, "a/example.py", cores="2"), id="cores"),
    ],
)
def test_what_changes_a_run_changes_its_key(other: Block) -> None:
    assert key(other) != key()


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(a_block("print(1)\n", "docs/b.md", 1, "a/example.py"), id="page"),
        pytest.param(a_block("print(1)\n", "docs/a.md", 9, "a/example.py"), id="line"),
        pytest.param(a_block("print(1)\n", "docs/a.md", 1, "b/example.py"), id="folder"),
        pytest.param(a_block("print(1)\n", "docs/a.md", 1, "a/example.py", title="x"), id="title"),
        pytest.param(a_block("print(1)\n", "docs/a.md", 1, "a/example.py", hl_lines="1"), id="highlighting"),
        pytest.param(a_block("print(1)\n", "docs/a.md", 1, "a/example.py", source="below"), id="source"),
        pytest.param(a_block("print(1)\n", "docs/a.md", 1, "a/example.py", timeout="30"), id="default-said"),
    ],
)
def test_what_changes_no_run_changes_no_key(other: Block) -> None:
    assert key(other) == key()


def test_several_functions_to_trace_are_not_one_of_another_name() -> None:
    keys = {key(a_block(timeline=names)) for names in ("a,b", "ab", "a", "b,a")}
    assert len(keys) == 4
    assert key(a_block(timeline="a, b")) == key(a_block(timeline="a,b"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("version", sys.version.replace("3.", "4.", 1), id="version"),
        pytest.param("version", f"{sys.version} ", id="build"),
        pytest.param("platform", "other", id="platform"),
    ],
)
def test_another_interpreter_changes_every_key(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = key()
    interpreters.sufficient.cache_clear()
    monkeypatch.setattr(sys, name, value)
    try:
        assert key() != before
    finally:
        interpreters.sufficient.cache_clear()


@pytest.mark.parametrize("name", ["PATH", "TZ", "LD_LIBRARY_PATH"])
def test_another_value_of_a_variable_that_is_passed_on_changes_every_key(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = key()
    monkeypatch.setenv(name, "other")
    assert key() != before


def test_a_run_in_one_time_zone_is_not_shown_for_another(
    counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    block = counted.block("import time; print(time.strftime('%z', time.localtime(0)))\n")
    for zone, offset in (("UTC", "+0000\n"), ("Asia/Seoul", "+0900\n"), ("UTC", "+0000\n")):
        monkeypatch.setenv("TZ", zone)
        assert counted.run(block).output == offset
    assert counted.runs == 2


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where, for the test, packages are installed; two are."""
    for name in ("aiofiles-25.1.0.dist-info", "mkdocs-1.6.1.dist-info", "mkdocs"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(sysconfig, "get_path", lambda _: str(tmp_path))
    return tmp_path


def test_another_version_of_a_package_changes_every_key(packages: Path) -> None:
    before = key()
    (packages / "aiofiles-25.1.0.dist-info").rename(packages / "aiofiles-25.1.1.dist-info")
    assert key() != before
    (packages / "aiofiles-25.1.1.dist-info").rename(packages / "aiofiles-25.1.0.dist-info")
    assert key() == before


def test_a_package_more_or_less_changes_every_key(packages: Path) -> None:
    before = key()
    (packages / "new-1.0.dist-info").mkdir()
    more = key()
    (packages / "new-1.0.dist-info").rmdir()
    (packages / "mkdocs-1.6.1.dist-info").rmdir()
    assert len({before, more, key()}) == 3


def test_what_is_no_package_changes_no_key(packages: Path) -> None:
    before = key()
    (packages / "__pycache__").mkdir()
    (packages / "aiofiles-25.1.0.dist-info" / "INSTALLER").touch()
    assert key() == before


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what runs outside the build, which the cache takes for the real one."""
    copy = shutil.copytree(Path(process.__file__).parent, tmp_path / "process")
    monkeypatch.setattr(process, "__file__", str(copy / "__init__.py"))
    return copy


@pytest.mark.parametrize("name", sorted(path.name for path in Path(process.__file__).parent.glob("*.py")))
def test_another_source_of_what_runs_outside_the_build_changes_every_key(name: str, source: Path) -> None:
    before = key()
    (source / name).write_text((source / name).read_text() + "\n")
    assert key() != before


def test_the_place_of_the_package_changes_no_key(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_the_copy = key()
    monkeypatch.setattr(process, "__file__", str(ROOT / "execution" / "process" / "__init__.py"))
    assert key() == in_the_copy


def test_its_bytecode_changes_no_key(source: Path) -> None:
    before = key()
    (source / "new.pyc").touch()
    assert key() == before


def test_a_run_made_while_the_source_was_another_is_not_kept(counted: Counted, source: Path) -> None:
    """A build that began before an edit makes runs after it, by the edited source."""
    runner = Runner(Cache(counted.folder), 8)
    before = (source / "supervisor.py").read_text()
    (source / "supervisor.py").write_text(before + "\n")
    runner.run(counted.block())
    runner.close()
    (source / "supervisor.py").write_text(before)
    counted.run()
    assert counted.runs == 2


# What is removed


def test_what_no_build_has_asked_for_in_a_month_is_removed(counted: Counted) -> None:
    old, used = counted.block("print(1)\n"), counted.block("print(2)\n")
    for block in (old, used):
        counted.run(block)
        path = Cache(counted.folder).path(block)
        month_ago = time.time() - cache_module.UNUSED_SECONDS - 60
        os.utime(path, (month_ago, month_ago))
    counted.run(used)
    counted.run(counted.block("print(3)\n"))
    assert not Cache(counted.folder).path(old).exists()
    assert Cache(counted.folder).path(used).exists()
    assert len(counted.files()) == 2


def test_the_oldest_runs_go_when_all_are_too_much(counted: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = [counted.block(f"print({number})\n") for number in range(4)]
    for age, block in enumerate(reversed(blocks)):
        counted.run(block)
        os.utime(Cache(counted.folder).path(block), (time.time() - 100 + age,) * 2)
    size = counted.entry.with_name(counted.files()[0]).stat().st_size
    monkeypatch.setattr(cache_module, "KEPT_BYTES", int(2.5 * size))
    Cache(counted.folder).prune()
    assert {name for name in counted.files()} == {Cache(counted.folder).path(b).name for b in blocks[:2]}


def test_a_kept_run_of_another_timeout_is_not_used(counted: Counted) -> None:
    counted.run(counted.block(options={"timeout": "5"}))
    counted.run(counted.block(options={"timeout": "6"}))
    assert counted.runs == 2


def test_a_kept_run_serves_every_page_that_shows_its_block(counted: Counted) -> None:
    counted.run(counted.block(options={"title": "x"}))
    counted.run(counted.block(options={"hl_lines": "1"}, page="docs/b.md", line=9))
    assert counted.runs == 1


def test_an_error_of_the_machine_is_not_kept(counted: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> Run:
        raise launch.SupervisorError("no run")

    with monkeypatch.context() as broken:
        broken.setattr(launch.Launcher, "execute", fail)
        with pytest.raises(launch.SupervisorError):
            counted.run()
    assert counted.run().output == "가\n"
