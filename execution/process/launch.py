"""Runs one block as `python NAME.py` would, through a supervisor process, and gives back its `Run`."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import secrets
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from execution.model import SHAPE, Run
from execution.pages import Block

OUTPUT_BYTES = 64 * 1024
MEMORY_BYTES = 4 * 2**30
"""Address space of one process: generous, since each thread reserves tens of megabytes it never uses."""
SUPERVISOR = Path(__file__).with_name("supervisor.py")
START = f"import sys; sys.path.insert(0, {str(SUPERVISOR.parent)!r}); import supervisor; supervisor.main()"
"""As a module its compiled code is kept; a script would be compiled for each block."""
MARGIN = 15.0
"""Seconds past the block's limit after which the supervisor itself counts as broken."""


class SupervisorError(RuntimeError):
    """The supervisor gave no answer: a fault of this package or of the machine, not of the block."""


def execute(block: Block, *, started: Callable[[], None] = lambda: None) -> Run:
    """Run `block` in a fresh process and directory; whatever it does, nothing of it stays behind.

    `started` is called once the interpreter is up and the block's first statement comes next.
    Raises `SupervisorError` if no run came about at all.
    """
    base = os.path.join(os.path.realpath(tempfile.gettempdir()), f"run-{secrets.token_hex(6)}")
    spec = {
        "name": block.file_name,
        "code": block.code,
        "timeout": block.timeout,
        "output_bytes": OUTPUT_BYTES,
        "memory_bytes": MEMORY_BYTES,
        "timeline": block.timeline,
        "base": base,
    }
    with subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C reaches the build alone; it ends this by closing stdin
    ) as process:
        assert process.stdin and process.stdout
        process.stdin.write(json.dumps(spec).encode() + b"\n")
        process.stdin.flush()
        answer = _read(process.stdout.fileno(), block.timeout + MARGIN, started)
        if answer is None:
            process.kill()
    if os.path.exists(base):  # the block has ended its supervisor
        _end_strays(base)
        shutil.rmtree(base, ignore_errors=True)
    try:
        report = json.loads((answer or b"").splitlines()[-1])
        report |= {
            "shape": SHAPE,
            "digest": hashlib.sha256(block.code.encode()).hexdigest(),
            "python": platform.python_version(),
        }
        return msgspec.convert(report, Run)
    except (ValueError, IndexError) as error:
        raise SupervisorError(f"{block.page}:{block.line}: no run came back") from error


def _read(fd: int, seconds: float, started: Callable[[], None]) -> bytes | None:
    """Everything from `fd` up to its end, calling `started` at the first line; None if time is up."""
    deadline = time.monotonic() + seconds
    answer = b""
    while True:
        ready, _, _ = select.select([fd], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            return None
        data = os.read(fd, 2**16)
        if not data:
            return answer
        if b"\n" not in answer and b"\n" in data:
            started()
        answer += data


def _end_strays(base: str) -> None:
    """End the processes that a supervisor left behind: their environment names the directory `base`."""
    while strays := [path for path in Path("/proc").glob("[0-9]*/environ") if _mentions(path, base)]:
        for path in strays:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(path.parent.name), signal.SIGKILL)


def _mentions(path: Path, text: str) -> bool:
    try:
        return text.encode() in path.read_bytes()
    except OSError:
        return False
