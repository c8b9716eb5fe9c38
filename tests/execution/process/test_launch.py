"""Whatever a block does, it is told from a good one, and nothing of it stays behind.

All go the way of a build: `Launcher.execute`, then `verdict.judge`. Processes are looked up by the ids that
the blocks print; the temporary directory is looked at after every test.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import platform
import re
import secrets
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import psutil  # type: ignore[import-untyped]
import pytest

from execution.interpreters import own
from execution.model import OUTPUT_BYTES, SHAPE, Fault, Run
from execution.process import launch
from execution.project import ROOT
from execution.show.figure import CONTROL_PICTURES, figure
from execution.verdict import judge, report
from tests.support import LINE, PAGE, a_block, alive, ctrl_c_heard, execute, wait_until

NAME = "example.py"
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="커널이 지켜 주는 것은 리눅스뿐")


def run(code: str, **options: Any) -> Run:
    return execute(a_block(code, **options))


def good(code: str, **options: Any) -> Run:
    """The run of `code`, which is what its fence announced."""
    made = run(code, **options)
    fault = judge(a_block(code, **options), made)
    assert fault is None, report([fault])
    return made


def faulty(code: str, **options: Any) -> tuple[Run, Fault]:
    """The run of `code`, which is not, and what its author is told: with the place, always."""
    made = run(code, **options)
    fault = judge(a_block(code, **options), made)
    assert fault is not None
    assert report([fault]).startswith(f"{PAGE}:{LINE}: {fault.message}")
    return made, fault


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A TMPDIR of the test's own, and empty afterwards.

    `tmp_path` can't be it, since its path may be too long for the address of a socket; it is asked for
    because pytest must have made it before, elsewhere.
    """
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        yield Path(folder)
        assert os.listdir(folder) == []


def pids_in(file: Path) -> list[int]:
    """The process ids in `file`, which a block writes outside where its output doesn't get through."""
    wait_until(lambda: file.exists() and file.read_text().endswith("\n"))
    return [int(pid) for pid in file.read_text().split()]


# How a block ends


ENDINGS = [
    pytest.param("print(1)\ndef f(:\n    pass\n", 1, ":2", id="syntax-error"),
    pytest.param("def f():\n    raise ValueError('no')\nf()\n", 1, ":2", id="exception"),
    pytest.param("raise SystemExit(0)\n", 0, "", id="SystemExit(0)"),
    pytest.param("raise SystemExit(3)\n", 3, "", id="SystemExit(3)"),
    pytest.param("raise SystemExit\n", 0, "", id="SystemExit"),
    pytest.param("import sys\nsys.exit('no')\n", 1, "", id="sys.exit(text)"),
    pytest.param("import sys\ndef f():\n    sys.exit(0)\nf()\nprint(1)\n", 0, "", id="sys.exit-in-a-call"),
    pytest.param("raise KeyboardInterrupt\n", -signal.SIGINT, ":1", id="KeyboardInterrupt"),
    pytest.param("import asyncio\nraise asyncio.CancelledError\n", 1, ":2", id="CancelledError"),
    pytest.param(
        "import asyncio\nasync def main():\n    asyncio.current_task().cancel()\n    await asyncio.sleep(9)\n"
        "asyncio.run(main())\n",
        1,
        ":4",
        id="CancelledError-in-asyncio.run",
    ),
    pytest.param("import os\nos._exit(0)\nprint(1)\n", 0, "", id="os._exit(0)"),
    pytest.param(
        "import os, threading, time\nthreading.Thread(target=os._exit, args=(0,)).start()\ntime.sleep(20)\n",
        0,
        "",
        id="os._exit(0)-in-a-thread",
    ),
    pytest.param("import os\nos.execvp('true', ['true'])\n", 0, "", id="becomes-another-program"),
    pytest.param("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n", -9, "", id="SIGKILL"),
    pytest.param("import os, signal\nos.killpg(0, signal.SIGKILL)\n", -9, "", id="kills-its-group"),
    pytest.param("import ctypes\nctypes.string_at(0)\n", -signal.SIGSEGV, "", id="segmentation-fault"),
    pytest.param("import os\nos.abort()\n", -signal.SIGABRT, "", id="abort"),
]


@pytest.mark.parametrize(("code", "status", "where"), ENDINGS)
def test_an_end_before_the_end_of_the_file_is_a_fault(code: str, status: int, where: str) -> None:
    made, fault = faulty(code)
    assert (made.exit_status, made.finished, made.limit) == (status, False, None)
    assert fault.snippet == f"snippets/core/example/{NAME}{where}"
    assert "1\n" not in [line.text for line in made.lines]


@pytest.mark.parametrize(("code", "status", "where"), ENDINGS)
def test_an_announced_end_is_no_fault(code: str, status: int, where: str) -> None:
    assert good(code, returncode=str(status)).exit_status == status


@pytest.mark.parametrize(
    ("code", "announced"),
    [("print(1)\n", "1"), ("raise SystemExit(0)\n", "1"), ("raise ValueError\n", "0"), ("1 / 0\n", "3")],
)
def test_an_end_other_than_announced_is_a_fault(code: str, announced: str) -> None:
    faulty(code, returncode=announced)


def test_a_failing_exit_after_the_end_of_the_file_is_a_fault() -> None:
    made, _ = faulty("import atexit, os\natexit.register(os._exit, 3)\n")
    assert (made.exit_status, made.finished) == (3, True)


def test_only_the_block_itself_can_reach_its_end() -> None:
    made, _ = faulty("import os\nif os.fork():\n    os.wait()\n    os._exit(0)\nprint('child')\n")
    assert (made.output, made.finished) == ("child\n", False)


def test_a_run_says_what_was_run_and_by_what() -> None:
    made = good("print('가')\n")
    digest = hashlib.sha256("print('가')\n".encode()).hexdigest()
    assert (made.shape, made.digest, made.python) == (SHAPE, digest, platform.python_version())
    assert (made.exit_status, made.finished, made.limit, made.lanes) == (0, True, None, ())


def test_a_run_counts_the_cpu_time_of_the_block_and_its_children() -> None:
    made = good("""
        import subprocess, sys, time
        BURN = "import time\\nwhile time.process_time() < 0.2: pass"
        exec(BURN)
        subprocess.run([sys.executable, "-c", BURN])
        time.sleep(0.5)
    """)
    assert 0.4 <= made.cpu_seconds < made.seconds


# What doesn't end


@pytest.mark.parametrize(
    ("code", "stuck"),
    [
        pytest.param("x = 1\nwhile True:\n    pass\n", ("3", "4"), id="loops-for-ever"),
        pytest.param("import time\ntime.sleep(60)\n", ("3",), id="sleeps-past-the-limit"),
        pytest.param("import asyncio\nasyncio.run(asyncio.sleep(60))\n", ("3",), id="awaits-past-the-limit"),
        pytest.param("import threading\nthreading.Event().wait()\n", ("3",), id="waits-for-ever"),
        pytest.param(
            "import asyncio, time\ndef helper():\n    time.sleep(60)\nasync def main():\n"
            "    task = asyncio.create_task(asyncio.to_thread(helper))\n    await asyncio.sleep(0.1)\n"
            "    while True: pass\nasyncio.run(main())\n",
            ("8",),
            id="hangs-beside-a-waiting-thread",
        ),
        pytest.param("10 ** 10 ** 9\n", ("2",), id="never-comes-back-to-the-interpreter"),
        pytest.param(
            "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(60)\n",
            ("4",),
            id="ignores-SIGTERM",
        ),
        pytest.param(
            "import signal, time\nsignal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())\n"
            "time.sleep(60)\n",
            ("",),
            id="blocks-all-signals",
        ),
        pytest.param("import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)\n", ("",), id="stops-itself"),
        pytest.param(
            "while True:\n    try:\n        while True: pass\n    except BaseException: pass\n",
            ("4",),
            id="catches-everything",
        ),
    ],
)
def test_a_block_past_its_limit_is_killed_and_its_author_told_where_it_hung(
    code: str, stuck: tuple[str, ...]
) -> None:
    made, fault = faulty(f"import os; print(os.getpid())\n{code}", timeout="1.5")
    assert (made.limit, made.finished, made.exit_status) == ("timeout", False, -signal.SIGKILL)
    assert fault.message == "코드가 시간제한 1.5초 안에 끝나지 않았습니다"
    assert made.detail in stuck
    assert fault.snippet == f"snippets/core/example/{NAME}" + (made.detail and f":{made.detail}")
    assert not alive(int(made.output))


def test_a_thread_left_running_is_killed_at_the_limit() -> None:
    made, fault = faulty(
        """
        import os, threading, time
        threading.Thread(target=time.sleep, args=(60,)).start()
        print(os.getpid())
        """,
        timeout="1.5",
    )
    assert (made.limit, made.finished) == ("timeout", True)
    assert fault.message == "끝까지 실행했지만 남은 스레드가 시간제한 1.5초 안에 끝나지 않았습니다"
    assert not alive(int(made.output))


def test_a_daemon_thread_may_be_left_running() -> None:
    good("import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n")


SLEEPER = '[sys.executable, "-c", "import time; time.sleep(60)"]'
LEFT_BEHIND = [
    pytest.param(f"print(subprocess.Popen({SLEEPER}).pid)\n", id="child"),
    pytest.param("if pid := os.fork():\n    print(pid)\nelse:\n    time.sleep(60)\n", id="forked-child"),
    pytest.param(
        f"print(subprocess.Popen({SLEEPER}, start_new_session=True, env={{}}, cwd='/').pid)\n",
        id="child-in-its-own-session",
    ),
    pytest.param(
        f"child = subprocess.Popen({SLEEPER})\nos.kill(child.pid, signal.SIGSTOP)\nprint(child.pid)\n",
        id="stopped-child",
    ),
    pytest.param(
        """print(subprocess.Popen(["sh", "-c", "trap '' TERM HUP INT; sleep 60"]).pid)\n""",
        id="child-that-ignores-signals",
    ),
    pytest.param(
        "shell = subprocess.run(['sh', '-c', 'sleep 60 >&- 2>&- & echo $!'], stdout=subprocess.PIPE)\n"
        "print(shell.stdout.decode())\n",
        id="orphaned-grandchild",
    ),
    pytest.param(
        f"nested = 'import subprocess, sys; p = subprocess.Popen({SLEEPER}); print(p.pid); p.wait()'\n"
        "child = subprocess.Popen([sys.executable, '-uc', nested], stdout=subprocess.PIPE)\n"
        "print(child.pid, child.stdout.readline().decode())\n",
        id="child-and-grandchild",
    ),
    pytest.param(
        textwrap.dedent("""
            read, write = os.pipe()
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    os.write(write, str(os.getpid()).encode())
                    os.closerange(0, 64)
                    os.chdir("/")
                    os.execve("/bin/sleep", ["sleep", "60"], {})
                os._exit(0)
            os.wait()
            print(os.read(read, 20).decode())
        """),
        id="daemon",
    ),
]
PRELUDE = "import os, signal, subprocess, sys, time\n"


@pytest.mark.parametrize("code", LEFT_BEHIND)
def test_processes_left_behind_are_named_and_killed(code: str) -> None:
    made, fault = faulty(PRELUDE + code)
    pids = [int(word) for word in made.output.split()]
    assert (made.limit, made.finished, made.exit_status) == ("leftover", True, 0)
    assert fault.message.startswith("끝났지만 프로세스가 남아 있었습니다: ")
    assert str(pids[0]) in fault.message
    assert not any(map(alive, pids))


@pytest.mark.parametrize("code", LEFT_BEHIND)
def test_at_the_limit_the_whole_process_tree_is_killed(code: str) -> None:
    made, _ = faulty(f"{PRELUDE}{code}print(os.getpid())\ntime.sleep(60)\n", timeout="1.5")
    pids = [int(word) for word in made.output.split()]
    assert made.limit == "timeout"
    assert len(pids) >= 2
    assert not any(map(alive, pids))


def test_a_process_that_keeps_forking_itself_away_is_caught(tmp_path: Path) -> None:
    """Each generation has a session of its own and lives for less than a millisecond; they end at last."""
    made, _ = faulty(f"""
        import os
        trail = os.open({str(tmp_path / "trail")!r}, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
        for _ in range(30_000):
            if os.fork():
                os._exit(0)
            os.setsid()
            os.write(trail, b".")
    """)
    assert made.limit == "leftover"
    generations = (tmp_path / "trail").stat().st_size
    time.sleep(0.1)
    assert (tmp_path / "trail").stat().st_size == generations > 0


def test_a_child_that_ends_soon_after_the_block_is_no_fault() -> None:
    made = good("import subprocess\nsubprocess.Popen(['sh', '-c', 'sleep 0.1; echo late'])\nprint('end')\n")
    assert made.output == "end\nlate\n"


# Output that is too much, or strange


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("while True:\n    print('가나다')\n", id="lines-without-end"),
        pytest.param("import sys\nwhile True:\n    sys.stdout.write('가')\n", id="a-line-without-end"),
        pytest.param("print('a' * 10 ** 9)\n", id="1-GB-on-one-line"),
        pytest.param("import sys\nwhile True:\n    print('가', file=sys.stderr)\n", id="stderr-without-end"),
        pytest.param("import os\nwhile True:\n    os.write(1, '가나'.encode() * 9999)\n", id="os.write"),
        pytest.param("import subprocess\nsubprocess.run(['yes', '가나다'])\n", id="child-without-end"),
        pytest.param(
            "import threading\ndef f():\n    while True:\n        print('가')\n"
            "for _ in range(4):\n    threading.Thread(target=f).start()\n",
            id="threads-without-end",
        ),
    ],
)
def test_output_without_end_is_cut_visibly(code: str) -> None:
    made, fault = faulty(code)
    assert made.limit == "output"
    assert fault.message == "출력이 64 KiB를 넘었습니다"
    assert made.output.startswith(("가", "a"))
    # The cut may fall within a character, whose bytes are then written out.
    assert OUTPUT_BYTES < len(made.output.encode()) <= OUTPUT_BYTES + 10
    html = ElementTree.fromstring(figure(a_block(code), made, "run"))
    assert "끊었습니다" in str(html.findtext(".//span[@class='run-cut']"))


def test_output_just_within_the_limit_is_kept_whole() -> None:
    assert len(good(f"print('x' * {OUTPUT_BYTES - 1})\n").output) == OUTPUT_BYTES
    faulty(f"print('x' * {OUTPUT_BYTES})\n")


def test_no_single_write_is_too_large_to_be_a_fault() -> None:
    faulty("import os\nos.write(1, bytes(10 ** 8))\n")


@pytest.mark.parametrize(
    ("code", "output"),
    [
        pytest.param(
            "import sys\nsys.stdout.buffer.write(b'\\xff\\xfe ok\\n')\n", "\\xff\\xfe ok\n", id="invalid"
        ),
        pytest.param("import os\nos.write(2, b'a\\xea\\xb0')\n", "a\\xea\\xb0", id="cut-off-character"),
        pytest.param("import os\nfor b in '가'.encode(): os.write(1, bytes([b]))\n", "가", id="in-pieces"),
        pytest.param(
            "import os\nos.write(1, b'\\xea')\nos.write(1, b'')\nos.write(1, b'\\xb0\\x80')\n",
            "가",
            id="an-empty-piece-between",
        ),
        pytest.param(
            "import subprocess\nsubprocess.run(['printf', '\\\\377\\n'])\n", "\\xff\n", id="from-a-child"
        ),
    ],
)
def test_bytes_that_are_no_utf8_are_written_out(code: str, output: str) -> None:
    assert good(code).output == output


def test_a_character_written_in_pieces_survives_the_other_stream_in_between() -> None:
    made = good(
        "import os\nos.write(1, b'\\xea')\nos.write(2, '나\\n'.encode())\nos.write(1, b'\\xb0\\x80')\n"
    )
    assert {(line.stream, line.text) for line in made.lines} == {("stdout", "가"), ("stderr", "나\n")}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a\0b", id="NUL"),
        pytest.param("\x1b[31mred\x1b[0m \x1b]0;title\x07", id="ANSI"),
        pytest.param("\r\v\f\x7f\x80\x85", id="other-control-characters"),
        pytest.param("</pre><script>alert('x')</script>", id="script"),
        pytest.param('&lt; &amp;#x41; <b a="c">', id="entities"),
        pytest.param("``` `code`\n```\n~~~", id="backticks"),
        pytest.param("{{ jinja }} {% raw %} ${x} %s", id="templates"),
        pytest.param("# **bold** [a](b) _c_ ![](d)\n\n    e\n- f", id="Markdown"),
        pytest.param('--8<-- "core/example/example.py"', id="include"),
        pytest.param("\u202eabc\u2028d\ufeffe", id="invisible-characters"),
        pytest.param("  \n\n\t끝 ", id="white-space"),
    ],
)
def test_whatever_is_printed_is_text_in_the_page_and_no_markup(text: str) -> None:
    made = good(f"print({text!r}, end='')\n")
    assert made.output == text
    html = ElementTree.fromstring(figure(a_block(""), made, "run"))
    shown = html.find("pre")
    assert shown is not None
    assert "".join(shown.itertext()) == text.translate(CONTROL_PICTURES)
    assert {element.tag for element in html.iter()} == {"figure", "figcaption", "pre", "span"}


# What a block may not read


@pytest.mark.parametrize(
    "code",
    [
        "import sys\nassert sys.stdin.read() == ''\n",
        "import os\nassert os.read(0, 1) == b''\n",
        "import sys\nassert list(sys.stdin) == []\n",
        "import subprocess\nassert subprocess.run(['cat'], stdout=subprocess.PIPE).stdout == b''\n",
    ],
)
def test_standard_input_is_at_its_end_at_once(code: str) -> None:
    good(code)


def test_asking_for_input_is_a_fault_at_its_line() -> None:
    made, fault = faulty("name = input('이름: ')\n")
    assert made.output.startswith("이름: Traceback")
    assert made.output.endswith("EOFError: EOF when reading a line\n")
    assert fault.snippet.endswith(f"{NAME}:1")


def test_no_variable_outside_the_allowlist_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    token = secrets.token_hex()
    for name in ("GITHUB_TOKEN", "PYTHONWARNINGS", "PYTHONSTARTUP", "EXECUTION_CACHE", "LC_ALL", "lower"):
        monkeypatch.setenv(name, token)
    made = good("""
        import os, pathlib, subprocess
        assert not {"PYTHONPATH", "EXECUTION_STREAMS", "EXECUTION_CONTROL"} & os.environ.keys()
        print(*os.environ, sep="\\n", flush=True)
        subprocess.run("env | cut -d= -f1", shell=True)
        print("values", *os.environ.values(), flush=True)
        subprocess.run(["env"])
        if os.path.exists("/proc/self/environ"):
            print(pathlib.Path("/proc/self/environ").read_bytes())
    """)
    assert token not in made.output
    names, _, values = made.output.partition("values")
    passed_on = {"PATH", "TZ", "LD_LIBRARY_PATH"} & os.environ.keys()
    by_the_shell = {"PWD", "SHLVL", "_", "OLDPWD"}
    for_python = {"PYTHONPATH", "EXECUTION_STREAMS"}  # only what is started sees them
    assert set(names.split()) - by_the_shell - for_python == passed_on | {
        "HOME",
        "TMPDIR",
        "LANG",
        "PYTHONUTF8",
    }
    assert os.environ["PATH"] in values
    assert str(Path.home()) not in values.replace(os.environ["PATH"], "")


def test_a_block_hears_the_signals_that_its_build_ignores() -> None:
    """As a build in the background of a shell ignores Ctrl-C."""
    block = a_block("import signal\nprint(signal.getsignal(signal.SIGINT).__name__)\n")
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with closing(launch.Launcher()) as launcher:
            made = launcher.execute(block, own(), started=lambda: None)
    finally:
        signal.signal(signal.SIGINT, before)
    assert made.output == "default_int_handler\n"


def test_nothing_leaks_into_the_next_block() -> None:
    good("""
        import builtins, os, pathlib, sys
        os.environ["LEAKED"] = builtins.leaked = sys.leaked = "yes"
        pathlib.Path("leaked").touch()
        pathlib.Path.home().joinpath("leaked").touch()
    """)
    good("""
        import builtins, os, pathlib, sys
        assert "LEAKED" not in os.environ and not hasattr(builtins, "leaked") and not hasattr(sys, "leaked")
        assert os.listdir(".") == os.listdir(pathlib.Path.home()) == []
    """)


# What a block writes


@pytest.mark.parametrize(
    "place", [".", "..", "docs", "../docs", "../docs/core", "$HOME", "~", "$TMPDIR", "../home/.config"]
)
def test_files_written_stay_out_of_the_repository_and_are_gone(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT / "docs")
    name = secrets.token_hex()
    good(f"""
        import os
        folder = os.path.expanduser(os.path.expandvars({place!r}))
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, {name!r}), "w") as file:
            file.write("text")
    """)
    assert not any(name in files for _, _, files in os.walk(ROOT))
    assert not (ROOT.parent / name).exists()
    assert not (Path.home() / name).exists()


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("os.rmdir(os.getcwd())", id="its-working-directory"),
        pytest.param("shutil.rmtree('..', ignore_errors=True)", id="all-its-directories"),
        pytest.param("os.unlink(__file__)", id="its-own-file"),
        pytest.param("os.rename(os.getcwd(), '../renamed')", id="renames-its-working-directory"),
    ],
)
def test_a_block_may_delete_what_it_stands_on(code: str) -> None:
    assert good(f"import os, shutil\n{code}\nprint('end')\n").output == "end\n"


def test_what_a_link_leads_to_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("text")
    os.chmod(tmp_path, 0o750)
    good(f"import os\nos.symlink({str(tmp_path)!r}, 'link')\n")
    assert (tmp_path / "kept").read_text() == "text"
    assert tmp_path.stat().st_mode & 0o777 == 0o750


@pytest.mark.parametrize("folder", ["d", "d/e", ".", ".."])
def test_a_directory_that_locks_its_owner_out_is_removed(folder: str, temporary: Path) -> None:
    code = f"""
        import os
        os.makedirs("d/e/f")
        open("d/e/file", "w").close()
        os.chmod({folder!r}, 0)
    """
    done = execute_elsewhere(code, temporary, preexec_fn=obey_permissions)
    _, errors = done.communicate()
    assert (done.returncode, errors) == (0, b"")


def obey_permissions() -> None:
    """Have root refused, too, what permissions refuse: for the program that is started next."""
    if sys.platform == "linux":
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH; prctl 24: PR_CAPBSET_DROP
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)


def execute_elsewhere(code: str, temporary: Path, **options: Any) -> subprocess.Popen[bytes]:
    """A process of its own that executes `code` as a block."""
    script = "import sys; from tests.support import a_block, execute; execute(a_block(sys.argv[1]))"
    with ctrl_c_heard():
        return subprocess.Popen(
            [sys.executable, "-c", script, textwrap.dedent(code)],
            cwd=ROOT,
            env=os.environ | {"TMPDIR": str(temporary)},
            stderr=subprocess.PIPE,
            **options,
        )


# Limits on memory and disk


@linux_only
@pytest.mark.parametrize(
    "code",
    [
        pytest.param("data = [bytearray(2 ** 20) for _ in range(1000)]\n", id="in-small-pieces"),
        pytest.param("data = bytearray(2 ** 30)\n", id="all-at-once"),
        pytest.param("import mmap\nmmap.mmap(-1, 2 ** 33)\n", id="mmap"),
        pytest.param(
            "import subprocess, sys\n"
            "subprocess.run([sys.executable, '-c', 'bytearray(2 ** 30)'], check=True)\n",
            id="in-a-child",
        ),
    ],
)
def test_memory_beyond_the_limit_is_refused_and_the_build_goes_on(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It asks for a gigabyte, not without end: should the limit fail, the machine is not to fall with it."""
    monkeypatch.setattr(launch, "MEMORY_BYTES", 300 * 2**20)
    made, _ = faulty(code)
    assert (made.exit_status, made.limit) == (1, None)
    assert "MemoryError" in made.output or "Cannot allocate memory" in made.output
    assert good("import asyncio\nasyncio.run(asyncio.sleep(0))\nprint('end')\n").output == "end\n"


def test_a_file_without_end_is_stopped() -> None:
    made, _ = faulty("file = open('file', 'wb')\nfile.seek(10 ** 9)\nfile.write(b'x')\nfile.flush()\n")
    assert "File too large" in made.output


def test_more_processes_than_allowed_end_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launch, "PROCESSES", 20)
    made, fault = faulty("""
        import subprocess
        for _ in range(25): subprocess.Popen(["sleep", "60"])
        subprocess.run(["sleep", "60"])
    """)
    assert (made.limit, made.finished) == ("processes", False)
    assert fault.message == "프로세스가 256개를 넘었습니다"


def test_processes_without_end_end_the_run() -> None:
    """Each forks as long as it can; the machine keeps its feet."""
    before = set(psutil.pids())
    made, _ = faulty("import os\nwhile True: os.fork()\n")
    assert made.limit == "processes"
    wait_until(lambda: len(set(psutil.pids()) - before) < 20)


def test_memory_of_all_processes_together_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of them stays within what one may have."""
    monkeypatch.setattr(launch, "MEMORY_BYTES", 300 * 2**20)
    made, fault = faulty("""
        import os, time
        for _ in range(3):
            if os.fork() == 0: break
        data = bytearray(b"x" * (110 * 2**20))
        time.sleep(60)
    """)
    assert (made.limit, made.finished) == ("memory", False)
    assert fault.message == "모든 프로세스의 메모리가 4 GiB를 넘었습니다"


def test_disk_beyond_the_limit_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launch, "DISK_BYTES", 20 * 2**20)
    made, fault = faulty("""
        import os, time
        os.makedirs("a/b")
        for number in range(30):
            with open(f"a/b/{number}", "wb") as file: file.write(bytes(2**20))
        time.sleep(60)
    """)
    assert (made.limit, made.finished) == ("disk", False)
    assert fault.message == "임시 디렉터리의 파일이 512 MiB를 넘었습니다"


# Output: all of it, in order, with its stream and its time


def whole_lines(made: Run) -> list[tuple[str, str]]:
    """Stream and text of each line, also where its pieces came so slowly that each has its own time."""
    lines: list[tuple[str, str]] = []
    for line in made.lines:
        if lines and lines[-1][0] == line.stream and not lines[-1][1].endswith("\n"):
            lines[-1] = (line.stream, lines[-1][1] + line.text)
        else:
            lines.append((line.stream, line.text))
    return lines


def test_output_of_all_kinds_comes_in_order_with_its_stream() -> None:
    made = good(
        """
        import asyncio, ctypes, logging, os, subprocess, sys, threading, warnings

        print("print")
        sys.stdout.write("sys.stdout.write\\n")
        print("stderr", file=sys.stderr)
        print("a", "b", sep="-", end="!\\n", file=sys.__stdout__)
        os.write(1, b"os.write 1\\n")
        os.write(2, b"os.write 2\\n")
        libc = ctypes.CDLL(None)
        libc.puts(b"C")
        libc.fflush(None)
        logging.warning("logging")
        warnings.warn("warnings")
        for name in ("thread 1", "thread 2"):
            thread = threading.Thread(target=print, args=(name,))
            thread.start()
            thread.join()
        asyncio.run(asyncio.to_thread(print, "to_thread"))
        child = "import sys; print('child'); print('child stderr', file=sys.stderr); print('child again')"
        subprocess.run([sys.executable, "-c", child])
        subprocess.run("echo shell; echo shell stderr >&2", shell=True)
        if os.fork() == 0:
            print("forked")
            os._exit(0)
        os.wait()
        async def never_awaited(): pass
        never_awaited()
        sys.stdout.write("end")
        """
    )
    assert whole_lines(made) == [
        ("stdout", "print\n"),
        ("stdout", "sys.stdout.write\n"),
        ("stderr", "stderr\n"),
        ("stdout", "a-b!\n"),
        ("stdout", "os.write 1\n"),
        ("stderr", "os.write 2\n"),
        ("stdout", "C\n"),
        ("stderr", "WARNING:root:logging\n"),
        ("stderr", f"{NAME}:13: UserWarning: warnings\n"),
        ("stderr", '  warnings.warn("warnings")\n'),
        ("stdout", "thread 1\n"),
        ("stdout", "thread 2\n"),
        ("stdout", "to_thread\n"),
        ("stdout", "child\n"),
        ("stderr", "child stderr\n"),
        ("stdout", "child again\n"),
        ("stdout", "shell\n"),
        ("stderr", "shell stderr\n"),
        ("stdout", "forked\n"),
        ("stderr", f"{NAME}:27: RuntimeWarning: coroutine 'never_awaited' was never awaited\n"),
        ("stderr", "  never_awaited()\n"),
        ("stderr", "RuntimeWarning: Enable tracemalloc to get the object allocation traceback\n"),
        ("stdout", "end"),
    ]
    assert [line.t for line in made.lines] == sorted(line.t for line in made.lines)


@pytest.mark.parametrize(
    ("worker", "lock", "counter"),
    [
        ("threading.Thread", "threading.Lock()", "ctypes.c_int()"),
        (
            "multiprocessing.get_context('fork').Process",
            "multiprocessing.Lock()",
            "multiprocessing.RawValue('i')",
        ),
    ],
    ids=["threads", "processes"],
)
def test_lines_written_by_many_at_once_keep_their_order(worker: str, lock: str, counter: str) -> None:
    made = good(f"""
        import ctypes, multiprocessing, os, threading
        lock, counter = {lock}, {counter}

        def work():
            for _ in range(100):
                with lock:
                    counter.value += 1
                    os.write(1 + counter.value % 2, f"{{counter.value}}\\n".encode())

        workers = [{worker}(target=work) for _ in range(8)]
        for each in workers: each.start()
        for each in workers: each.join()
    """)
    numbers = range(1, 801)
    assert made.output == "".join(f"{number}\n" for number in numbers)
    assert [line.stream for line in made.lines] == [("stdout", "stderr")[number % 2] for number in numbers]


def test_each_line_has_the_time_at_which_it_was_printed() -> None:
    """By the block's own clock: not earlier than written, and before the next is, a good while later."""
    made = good("""
        import time
        start = time.monotonic()
        for _ in range(3):
            print(time.monotonic() - start)
            time.sleep(0.7)
    """)
    written = [float(line.text) for line in made.lines]
    for line, printed, following in zip(made.lines, written, [*written[1:], made.seconds], strict=True):
        assert printed <= line.t < following


def test_a_line_printed_in_pieces_keeps_the_time_of_each() -> None:
    made = good("import time\nprint('a', end='', flush=True)\ntime.sleep(0.3)\nprint('b')\n")
    assert [line.text for line in made.lines] == ["a", "b\n"]
    assert made.lines[0].t < made.lines[1].t >= 0.3


def test_a_line_interrupted_by_the_other_stream_is_not_put_together() -> None:
    made = good("""
        import sys
        print("a", end="", flush=True)
        print("b", file=sys.stderr)
        print("c")
    """)
    assert [(line.stream, line.text) for line in made.lines] == [
        ("stdout", "a"),
        ("stderr", "b\n"),
        ("stdout", "c\n"),
    ]


def test_the_temporary_directory_is_not_named_in_the_output() -> None:
    made = good("""
        import os, sys, tempfile
        print(__file__, os.getcwd(), tempfile.gettempdir(), os.environ["HOME"], sys.path[0])
    """)
    assert made.output == f"{NAME} work tmp home .\n"


def test_the_standard_streams_can_be_opened_by_name_with_stream_and_time_known() -> None:
    made = good("""
        import os, subprocess, time
        print("print")
        with open("/dev/stdout", "w") as file: file.write("opened\\n")
        time.sleep(0.4)  # what is written by name may be taken up together with what follows soon
        with open("/dev/stderr", "w") as file: file.write("opened stderr\\n")
        time.sleep(0.4)
        subprocess.run("echo shell; echo shell stderr >&2; echo by name > /dev/stdout", shell=True)
        time.sleep(0.4)
        subprocess.run("echo late | tee /dev/stderr", shell=True)
        print("end")
    """)
    assert [(line.stream, line.text) for line in made.lines[:6]] == [
        ("stdout", "print\n"),
        ("stdout", "opened\n"),
        ("stderr", "opened stderr\n"),
        ("stdout", "shell\n"),
        ("stderr", "shell stderr\n"),
        ("stdout", "by name\n"),
    ]
    assert {(line.stream, line.text) for line in made.lines[6:8]} == {
        ("stdout", "late\n"),
        ("stderr", "late\n"),
    }
    assert made.lines[1].t + 0.3 < made.lines[2].t < made.lines[5].t < made.lines[6].t - 0.3
    assert made.lines[-1].text == "end\n"


def test_a_child_prints_line_by_line_on_these_streams_and_not_into_a_pipe_of_its_own() -> None:
    made = good("""
        import subprocess, sys, time
        child = "import time; print('first'); time.sleep(0.3); print('second')"
        subprocess.run([sys.executable, "-c", child])
        with subprocess.Popen([sys.executable, "-c", child], stdout=subprocess.PIPE) as process:
            before = time.monotonic()
            process.stdout.readline()
            print(time.monotonic() - before > 0.3)
    """)
    assert made.output == "first\nsecond\nTrue\n"
    assert made.lines[1].t - made.lines[0].t > 0.2


# As with `python file.py`


def without_addresses(output: str) -> str:
    return re.sub(r"at 0x\w+", "at 0x…", output)


def output_of_python(code: str, tmp_path: Path) -> tuple[int, str]:
    """Exit status and output of `python example.py`, without the path of the directory it is run in."""
    (tmp_path / NAME).write_text(code, encoding="utf-8")
    (tmp_path / "work").mkdir()
    environment = {"LANG": "C.UTF-8", "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "PATH": os.environ["PATH"]}
    with ctrl_c_heard():
        done = subprocess.run(
            [sys.executable, str(tmp_path / NAME)],
            cwd=tmp_path / "work",
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
    folder = str(tmp_path)
    output = done.stdout.decode().replace(f"{folder}/", "").replace(folder, ".")
    for path, name in own().shown_as.items():
        output = output.replace(path, name)
    return done.returncode, without_addresses(output)


AS_A_FILE = {
    "names": """
        import os, sys
        import __main__
        print(__name__, __doc__, __package__, __spec__, __builtins__, __file__)
        print(__main__.__dict__ is globals())
        print(sorted(globals()))
        print(os.path.isabs(__file__), os.path.isabs(sys.argv[0]), os.path.exists(__file__))
    """,
    "sys": """
        import os, signal, sys, threading
        print(sys.argv, sys.path, sys.flags, sys.warnoptions, sys._xoptions, sys.executable, sys.prefix)
        print(sys.excepthook is sys.__excepthook__, sys.stdout is sys.__stdout__)
        print(sys.gettrace(), sys.getprofile(), sys.getrecursionlimit())
        print(sys.stdin.encoding, sys.stdout.encoding, sys.stderr.encoding, sys.stderr.errors)
        print(sys.stdout.name, sys.stdout.fileno(), sys.stderr.name, sys.stderr.fileno(), os.getcwd())
        print(threading.enumerate()[0].name, threading.active_count(), os.umask(0))
        print([signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD, signal.SIGPIPE)])
        print(signal.pthread_sigmask(signal.SIG_BLOCK, []))
    """,
    "frames": """
        import inspect, traceback
        def f():
            '''A function.'''
            traceback.print_stack()
            return len(inspect.stack())
        print(f(), inspect.getsource(f))
    """,
    "docstring": '"""Title."""\nprint(__doc__)\n',
    "no-docstring": "b'bytes'\nprint(__doc__)\n",
    "nothing": "",
    "only-a-comment": "# 아무것도 없음\n",
    "only-a-docstring": '"""Title."""',
    "future": "from __future__ import annotations\ndef f(x: Unknown): ...\nprint(f.__annotations__)\n",
    "docstring-and-future": """
        'Title.'
        from __future__ import annotations
        x: Unknown
        print(__doc__, __annotations__)
    """,
    "two-futures": "from __future__ import annotations\nfrom __future__ import division; print(1)\n",
    "encoding-cookie": "# -*- coding: utf-8 -*-\nprint('가')\n",
    "invalid-syntax": "print(1)\ndef f(:\n    pass\n",
    "never-closed": "x = (1,\nprint(2)\n",
    "bad-indent": "def f():\nreturn 1\n",
    "bad-dedent": "if 1:\n    a = 1\n  b = 2\n",
    "tabs": "if 1:\n        a = 1\n\tb = 2\n",
    "unterminated-string": "x = 'abc\n",
    "f-string": "print(f'{x!}')\n",
    "return-outside": "print('a')\nreturn 5\n",
    "await-outside": "await f()\n",
    "late-future": "x = 1\nfrom __future__ import annotations\n",
    "unknown-future": "from __future__ import nope\n",
    "korean": "값 = 3\nprint(값 값)\n",
    "typographic-quotes": "print(“a”)\n",
    "too-deep": "x = " + "(" * 300 + ")" * 300 + "\n",
    "nonlocal": "nonlocal x\n",
    "syntax-warning": "x = 1\nif x is 1:\n    print('y')\n",
    "always-true": "assert (1, 'x')\n",
    "escape-warning": "print('\\d')\n",
    "traceback": "def f():\n    def g():\n        1 / 0\n    g()\nf()\n",
    "chained": "try:\n    1 / 0\nexcept Exception as error:\n    raise ValueError('가') from error\n",
    "group": "raise ExceptionGroup('both', [ValueError(1), TypeError(2)])\n",
    "notes": "error = ValueError()\nerror.add_note('note')\nraise error\n",
    "recursion": "def f(): f()\nf()\n",
    "name-error": "prin(1)\n",
    "thread": "import threading\nt = threading.Thread(target=lambda: 1 / 0, name='T')\nt.start()\nt.join()\n",
    "unraisable": "class A:\n    def __del__(self): raise ValueError\nA()\n",
    "atexit": "import atexit\natexit.register(lambda: 1 / 0)\n",
    "excepthook": "import sys\nsys.excepthook = lambda *a: print('hook', a[0])\n1 / 0\n",
    "task": """
        import asyncio
        async def fail(): raise ValueError("no")
        async def main():
            async with asyncio.TaskGroup() as group:
                group.create_task(fail())
        asyncio.run(main())
    """,
    "exit-text": "import sys\nsys.exit('끝')\n",
    "interrupt": "def f():\n    raise KeyboardInterrupt\nf()\n",
    "warnings": "import warnings\nwarnings.warn('w')\nwarnings.warn('d', DeprecationWarning)\n",
    "logging": "import logging\nlogging.warning('w')\nlogging.exception('e')\n",
    "surrogate": "print(ascii('\\ud800'))\nprint('\\ud800')\n",
    "builtins-gone": "del __builtins__\nprint(1)\n",
    "shadowed-names": "import os, sys, time\nos = sys = time = marshal = io = None\nprint(1)\n",
}


@pytest.mark.parametrize("code", AS_A_FILE.values(), ids=AS_A_FILE)
def test_a_block_runs_as_a_file_does(code: str, tmp_path: Path) -> None:
    """Also its tracebacks: no frame and no path of ours is in them."""
    code = a_block(code).code
    made = run(code)
    assert (made.exit_status, without_addresses(made.output)) == output_of_python(code, tmp_path)
    assert "sitecustomize" not in made.output


def test_the_streams_are_those_of_a_terminal() -> None:
    """Line by line: a reader who runs the file sees each line when it is printed."""
    made = good(
        "import sys\nprint(*(s.line_buffering for s in (sys.stdout, sys.stderr)))\nprint(sys.stdout.errors)"
    )
    assert made.output == "True True\nstrict\n"


METHODS = pytest.mark.parametrize("method", ["spawn", "forkserver", "fork"])


@METHODS
def test_multiprocessing_works(method: str) -> None:
    made = good(f"""
        import multiprocessing

        def work(number):
            print("work", number)
            return number ** 2

        if __name__ == "__main__":
            context = multiprocessing.get_context({method!r})
            process = context.Process(target=work, args=(1,))
            process.start()
            process.join()
            with context.Pool(2) as pool:
                print(pool.map(work, [2, 3], chunksize=2))
            print(process.exitcode)
    """)
    assert made.output == "work 1\nwork 2\nwork 3\n[4, 9]\n0\n"


@METHODS
def test_a_process_pool_executor_works(method: str) -> None:
    made = good(f"""
        import asyncio, multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        async def main():
            context = multiprocessing.get_context({method!r})
            with ProcessPoolExecutor(2, mp_context=context) as pool:
                print(await asyncio.get_running_loop().run_in_executor(pool, pow, 2, 5))
                print(list(pool.map(abs, [-1, -2])))

        if __name__ == "__main__":
            asyncio.run(main())
    """)
    assert made.output == "32\n[1, 2]\n"


@METHODS
def test_lines_printed_by_several_processes_at_once_stay_whole(method: str) -> None:
    made = good(f"""
        import multiprocessing

        def work(number):
            for count in range(100):
                print("work", number, count)

        if __name__ == "__main__":
            context = multiprocessing.get_context({method!r})
            workers = [context.Process(target=work, args=(number,)) for number in range(4)]
            for each in workers: each.start()
            for each in workers: each.join()
    """)
    lines = [f"work {number} {count}" for number in range(4) for count in range(100)]
    assert sorted(made.output.splitlines()) == sorted(lines)


# The supervisor itself

SOON = 20
"""Seconds within which what these blocks start must be gone: it would end by itself a little later."""


def test_started_is_called_once_while_the_block_runs(tmp_path: Path) -> None:
    calls: list[None] = []

    def started() -> None:
        calls.append(None)
        (tmp_path / "started").touch()

    waiting = a_block(f"""
        import os, time
        while not os.path.exists({str(tmp_path / "started")!r}):
            time.sleep(0.01)
    """)
    assert execute(waiting, started).finished
    assert len(calls) == 1


def writes_pid(file: Path) -> str:
    """Code that writes the id of its process into `file`."""
    return f"import os, signal, time\nwith open({str(file)!r}, 'w') as file: print(os.getpid(), file=file)\n"


def writes_pids(file: Path) -> str:
    """Code that writes the ids of its process and of a child into `file`."""
    return textwrap.dedent(f"""
        import os, signal, subprocess, time
        child = subprocess.Popen(["sleep", "60"])
        with open({str(file)!r}, "w") as file:
            print(os.getpid(), child.pid, file=file)
    """)


@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM", "SIGSTOP"])
def test_a_block_that_takes_its_supervisor_down_is_an_error_and_leaves_nothing(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch, "MARGIN", 0.5)
    code = writes_pid(tmp_path / "pid") + f"os.kill(os.getppid(), signal.{name})\ntime.sleep(60)\n"
    with pytest.raises(launch.SupervisorError, match=rf"^{PAGE}:{LINE}: "):
        run(code, timeout="1")
    (pid,) = pids_in(tmp_path / "pid")
    wait_until(lambda: not alive(pid), SOON)


@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM", "SIGSTOP"])
def test_the_children_of_a_block_that_takes_its_supervisor_down_end_with_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch, "MARGIN", 0.5)
    code = writes_pids(tmp_path / "pids") + f"os.kill(os.getppid(), signal.{name})\ntime.sleep(60)\n"
    with pytest.raises(launch.SupervisorError):
        run(code, timeout="1")
    pids = pids_in(tmp_path / "pids")
    try:
        wait_until(lambda: not any(map(alive, pids)), SOON)
    finally:
        for pid in filter(alive, pids):
            os.kill(pid, signal.SIGKILL)


def test_a_block_that_takes_its_supervisors_group_down_harms_no_other_and_waits_for_none(
    tmp_path: Path,
) -> None:
    def waits_for(name: str, then: str) -> str:
        """Code that tells that it is up, and goes on when the file `name` is there."""
        return textwrap.dedent(f"""
            import os, signal, time
            open({str(tmp_path / name)!r} + ".waits", "w").close()
            while not os.path.exists({str(tmp_path / name)!r}): time.sleep(0.01)
            {then}
        """)

    with ThreadPoolExecutor(2) as pool:
        kills = "os.killpg(os.getpgid(os.getppid()), signal.SIGKILL); time.sleep(60)"
        killer = pool.submit(run, waits_for("go", kills))
        wait_until((tmp_path / "go.waits").exists)
        other = pool.submit(run, waits_for("end", "print('end')"))
        wait_until((tmp_path / "end.waits").exists)
        (tmp_path / "go").touch()
        try:
            assert isinstance(killer.exception(20), launch.SupervisorError)
        finally:
            (tmp_path / "end").touch()
        assert other.result().output == "end\n"


def test_a_run_goes_on_without_its_launcher_and_the_next_one_gets_another(tmp_path: Path) -> None:
    code = (
        writes_pid(tmp_path / "pid")
        + """
        with open(f"/proc/{os.getppid()}/stat") as file: launcher = int(file.read().split()[3])
        os.kill(launcher, signal.SIGKILL)
        time.sleep(0.2)
        print("end")
    """.replace("\n        ", "\n")
    )
    assert good(code).output == "end\n"
    assert good("print('again')\n").output == "again\n"


@linux_only
def test_a_block_outlives_neither_its_supervisor_nor_all_above_it(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        build = execute_elsewhere(writes_pid(tmp_path / "pid") + "time.sleep(60)\n", Path(folder))
        (pid,) = pids_in(tmp_path / "pid")
        supervisor = psutil.Process(pid).parent()
        for process in (build, supervisor.parent(), supervisor):
            process.send_signal(signal.SIGKILL)
        build.communicate()
        wait_until(lambda: not alive(pid), SOON)


def test_a_killed_build_leaves_no_process_and_no_directory(tmp_path: Path, temporary: Path) -> None:
    build = execute_elsewhere(writes_pids(tmp_path / "pids") + "time.sleep(60)\n", temporary)
    pids = pids_in(tmp_path / "pids")
    build.kill()
    build.communicate()
    wait_until(lambda: not any(map(alive, pids)) and not os.listdir(temporary), SOON)


def test_an_interrupted_build_leaves_no_process_and_no_directory(tmp_path: Path, temporary: Path) -> None:
    build = execute_elsewhere(writes_pids(tmp_path / "pids") + "time.sleep(60)\n", temporary)
    pids = pids_in(tmp_path / "pids")
    build.send_signal(signal.SIGINT)
    _, errors = build.communicate()
    assert errors.rstrip().endswith(b"KeyboardInterrupt")
    wait_until(lambda: not any(map(alive, pids)) and not os.listdir(temporary), SOON)
