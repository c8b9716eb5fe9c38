"""Runs one block in a child process and answers for it: time, output, bounds, and that nothing stays.

Forked for each run by `launcher.py`, with the standard library only. The order comes in on a socket as one
line of JSON; a line goes back at once, one when the block starts, and one when all is over. When the other
end of the socket closes, nobody wants the answer any more: everything is ended and removed.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import resource
import select
import shutil
import signal
import socket
import sys
import time
from typing import Any

from execution.process.output import LINUX, Output
from execution.process.recording import fields_of, lines_of
from execution.process.tree import PR_SET_CHILD_SUBREAPER, PR_SET_PDEATHSIG, Tree, command_of, prctl

GRACE = 1.0
"""Seconds that child processes may outlive the block, e.g. to notice that their pipe was closed."""
LOOK_EVERY = 0.2
"""Seconds between two looks at the processes, the memory and the disk of a run."""
FILE_BYTES = 256 * 2**20


class Supervisor:
    """One run of one block, as `order` wants it: see `launch.order_for`."""

    def __init__(self, order: dict[str, Any], base: str, client: socket.socket) -> None:
        self.order, self.base, self.client = order, base, client
        self.path = os.path.join(base, order["name"])
        self.output = Output(order["output_bytes"])
        self.tree = Tree(base)
        self.control_text = b""
        self.started = 0.0
        self.limit: str | None = None
        self.detail = ""

    def run(self) -> dict[str, Any]:
        """Run the block to its end, or end it; return the fields of a `Run`."""
        for folder in ("work", "home", "tmp"):
            os.mkdir(os.path.join(self.base, folder))
        with open(self.path, "w", encoding="utf-8", newline="\n") as file:
            file.write(self.order["code"])
        prctl(PR_SET_CHILD_SUBREAPER, 1)
        self.control, control_write = os.pipe()
        os.set_blocking(self.control, False)
        self.began = self.tree.ended = time.monotonic()
        self.tree.worker = os.fork()
        if self.tree.worker == 0:
            try:
                self._become_block(control_write)
            finally:
                os._exit(127)
        for fd in (*self.output.write_ends, control_write):
            os.close(fd)
        try:
            self._watch()
        finally:
            self.tree.end_all()
        self.output.receive()
        return self._report()

    def _become_block(self, control: int) -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        os.setsid()
        streams = [os.fstat(fd) for fd in self.output.write_ends]
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for number, fd in enumerate(self.output.write_ends, 1):
            os.dup2(fd, number)
        os.set_inheritable(control, True)
        signal.set_wakeup_fd(-1)
        for signum in (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM, signal.SIGPIPE, signal.SIGXFSZ):
            signal.signal(signum, signal.SIG_DFL)  # this interpreter, or a shell, may ignore them
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
        if LINUX:  # elsewhere the kernel doesn't keep to it
            resource.setrlimit(resource.RLIMIT_AS, (self.order["memory_bytes"],) * 2)
        os.chdir(os.path.join(self.base, "work"))
        environment = self.order["environment"] | {
            "HOME": os.path.join(self.base, "home"),
            "TMPDIR": os.path.join(self.base, "tmp"),
            "LANG": "C.UTF-8",
            "PYTHONUTF8": "1",
            "PYTHONPATH": os.path.dirname(os.path.abspath(__file__)),
            "EXECUTION_CONTROL": ",".join([str(control), *self.order["timeline"]]),
            "EXECUTION_STREAMS": ",".join(f"{stream.st_dev}:{stream.st_ino}" for stream in streams),
        }
        python = self.order["python"]
        os.execve(python, [python, self.path + "c"], environment)

    def _watch(self) -> None:
        """Collect output until the block and all its children have ended, or have to be ended."""
        wake, wake_write = os.pipe()
        os.set_blocking(wake_write, False)
        signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        deadline = self.began + self.order["timeout"]
        next_look = self.began + LOOK_EVERY
        self.sources = [*self.output.sources, self.control, wake, self.client]
        while self.limit is None:
            others = self.tree.reap()
            self.output.receive()
            self._read_control()
            now, over = time.monotonic(), self.tree.exit_status is not None
            if self.output.size > self.output.limit:
                self.limit = "output"
            elif over and not others:
                return
            elif now >= (min(deadline, self.tree.ended + GRACE) if over else deadline):
                self._out_of_time(over)
            elif now >= next_look:
                self.limit = self.tree.exceeds(self.order)
                next_look = now + LOOK_EVERY
            else:
                ready, _, _ = select.select(self.sources, [], [], min(next_look, deadline) - now)
                if wake in ready:
                    os.read(wake, 4096)
                if self.client in ready:  # nobody waits for the answer any more
                    raise SystemExit(1)

    def _out_of_time(self, over: bool) -> None:
        if over:
            self.limit = "leftover"
            self.detail = ", ".join(f"{pid} ({command_of(pid)})" for pid in self.tree.children())
            return
        self.limit = "timeout"
        os.kill(self.tree.worker, signal.SIGPROF)  # it writes down where it hangs (see sitecustomize)
        select.select([self.control], [], [], 0.3)
        time.sleep(0.02)
        self._read_control()
        self.detail = _stuck_line(self.control_text.decode("utf-8", "replace"), self.path)

    def _read_control(self) -> None:
        while self.control in self.sources:
            try:
                data = os.read(self.control, 2**16)
            except BlockingIOError:
                return
            if not data:
                self.sources.remove(self.control)
            self.control_text += data
            if not self.started and (found := re.match(rb"start (\S+) (.*)\n", self.control_text)):
                self.started, self.python = float(found[1]), found[2].decode()
                answer(self.client, {"started": True})

    def _report(self) -> dict[str, Any]:
        start = self.started or self.began
        messages = self.control_text.decode("utf-8", "replace").splitlines()
        names = {self.base + "/": "", self.base: ".", **self.order["shown_as"]}
        lines = lines_of(self.output.pieces, start, time.monotonic(), names)
        found = fields_of(messages, lines, self.order["timeline"])
        spent = found.pop("spent")
        return found | {
            "python": self.python if self.started else "",
            "exit_status": self.tree.exit_status if self.tree.exit_status is not None else -9,
            "seconds": round(max(0.0, self.tree.ended - start - spent), 6),
            "cpu_seconds": round(self.tree.cpu, 6),
            "finished": "end" in messages,
            "limit": self.limit,
            "detail": self.detail,
        }


def _stuck_line(text: str, path: str) -> str:
    """Where the thread that got the signal was in the block; if it wasn't in it, where any other was."""
    for part in (text.rpartition("Current thread")[2], text):
        if found := re.search(rf'"{re.escape(path)}", line (\d+)', part):
            return found[1]
    return ""


def answer(client: socket.socket, message: dict[str, Any]) -> None:
    """Send one line of JSON, if anybody still listens."""
    with contextlib.suppress(OSError):
        client.sendall(json.dumps(message).encode() + b"\n")


def remove(base: str) -> None:
    """Remove the temporary directory, also what the block forbade its owner to enter."""
    os.chmod(base, 0o700)
    for folder, inside, _ in os.walk(base):
        for path in [os.path.join(folder, name) for name in inside]:
            if not os.path.islink(path):
                os.chmod(path, 0o700)
    shutil.rmtree(base, ignore_errors=True)


def supervise(client: socket.socket, base: str) -> None:
    """Carry out the one order that comes from `client`, in the new directory `base`."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    answer(client, {"pid": os.getpid()})
    with client.makefile("rb") as orders:
        order = json.loads(orders.readline())
    os.mkdir(base, 0o700)
    try:
        report = Supervisor(order, base, client).run()
    finally:
        with contextlib.suppress(OSError):
            remove(base)
    answer(client, report)
