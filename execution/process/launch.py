"""Runs one block as `python NAME.py` would, through a supervisor process, and gives back its `Run`."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import msgspec

from execution.interpreters import Interpreter
from execution.model import DISK_BYTES, MEMORY_BYTES, OUTPUT_BYTES, PROCESSES, SHAPE, Run
from execution.pages import Block

ROOT = str(Path(__file__).parents[2])
START = f"import sys; sys.path.insert(0, {ROOT!r}); from execution.process import launcher; launcher.main()"
"""As a module its compiled code is kept; a script would be compiled each time."""
PASSED_ON = ("PATH", "TZ", "LD_LIBRARY_PATH")
"""Variables that a block gets from whoever builds; no other."""
MARGIN = 15.0
"""Seconds past the block's limit after which the supervisor itself counts as broken."""


class SupervisorError(RuntimeError):
    """The supervisor gave no answer: a fault of this package or of the machine, not of the block."""


def order_for(block: Block, interpreter: Interpreter) -> dict[str, Any]:
    """All that makes the run of `block` what it is, as the supervisor gets it; also the key of a kept run."""
    return {
        "name": block.file_name,
        "code": block.code,
        **asdict(block.options),
        "python": interpreter.path,
        "shown_as": interpreter.shown_as,
        "environment": {name: os.environ[name] for name in PASSED_ON if name in os.environ},
        "output_bytes": OUTPUT_BYTES,
        "memory_bytes": MEMORY_BYTES,
        "disk_bytes": DISK_BYTES,
        "processes": PROCESSES,
    }


class Launcher:
    """The process that forks supervisors; started when the first block is to run."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket

    def execute(self, block: Block, interpreter: Interpreter, *, started: Callable[[], object]) -> Run:
        """Run `block` in a fresh process and directory; whatever it does, nothing of it stays behind.

        `started` is called once the interpreter is up and the block's first statement comes next.
        Raises `SupervisorError` if no run came about at all.
        """
        base = os.path.join(os.path.realpath(tempfile.gettempdir()), f"run-{secrets.token_hex(6)}")
        ours, theirs = socket.socketpair()
        with ours:
            with theirs, self._lock:
                self._start()
                socket.send_fds(self._control, [base.encode()], [theirs.fileno()])
            try:
                ours.sendall(json.dumps(order_for(block, interpreter)).encode() + b"\n")
                report = _report(ours, block.options.timeout + MARGIN, started)
            except (OSError, ValueError) as error:
                raise SupervisorError(f"{block.page}:{block.line}: no run came back") from error
        digest = hashlib.sha256(block.code.encode()).hexdigest()
        return msgspec.convert(report | {"shape": SHAPE, "digest": digest}, Run)

    def _start(self) -> None:
        if self._process is None or self._process.poll() is not None:
            if self._process:
                self._control.close()
            self._control, theirs = socket.socketpair()
            with theirs:
                self._process = subprocess.Popen(
                    [sys.executable, "-I", "-S", "-c", START, str(theirs.fileno())],
                    stdin=subprocess.DEVNULL,
                    pass_fds=[theirs.fileno()],
                    start_new_session=True,  # Ctrl-C reaches the build alone, whose socket then closes
                )

    def close(self) -> None:
        """End what still runs, and the process itself."""
        with self._lock:
            if self._process is not None:
                self._control.close()
                self._process.wait()
                self._process = None


def _report(supervisor: socket.socket, seconds: float, started: Callable[[], object]) -> dict[str, Any]:
    """The last of the supervisor's messages, calling `started` at the one that says so.

    Raises ValueError if the socket closes before, and when time is up: then after ending the supervisor.
    """
    deadline = time.monotonic() + seconds
    pid = None
    received = b""
    while True:
        ready, _, _ = select.select([supervisor], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            if pid is None:
                raise ValueError("the launcher doesn't answer")
            os.kill(pid, signal.SIGKILL)
            deadline += MARGIN  # the launcher clears up after it, and closes the socket then
            continue
        data = supervisor.recv(2**16)
        if not data:
            raise ValueError("the supervisor is gone")
        *complete, received = (received + data).split(b"\n")
        for line in complete:
            match json.loads(line):
                case {"pid": pid}:
                    pass
                case {"started": True}:
                    started()
                case report:
                    return dict(report)
