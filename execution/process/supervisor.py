"""Runs one block in a child process and answers for it: time, output, memory, and that nothing stays.

Started by `launch.py` as a script of its own, with the standard library only. One line of JSON comes in
on standard input, one goes out on standard output when the block starts, one when all is over. Standard
input stays open as long as somebody wants the answer: when it closes, everything is ended and removed.

Output comes through one datagram socket that both streams send to: the kernel then keeps the order of all
writes, whoever makes them (threads, C code, child processes), and the sender's address tells the stream.
On Linux the supervisor is a "child subreaper" (prctl(2)), so that even orphans and daemons of the
block are its own to end.
"""

from __future__ import annotations

import codecs
import contextlib
import ctypes
import json
import os
import re
import resource
import select
import signal
import socket
import sys
import time

from recording import count_printed

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing would take as long as all of the above
    from typing import Any

GRACE = 1.0
"""Seconds that child processes may outlive the block, e.g. to notice that their pipe was closed."""
JOIN_WITHIN, JOIN_WITHIN_CHILD = 0.005, 0.1
"""Seconds within which two writes to one line count as one. Of the block itself only flushed pieces come
singly; processes that it starts don't know of a terminal and write every line in pieces."""
FILE_BYTES = 256 * 2**20
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
CHILD = os.path.dirname(os.path.abspath(__file__))
PASSED_ON = ("PATH", "TZ", "LD_LIBRARY_PATH")


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


class Supervisor:
    """One run of one block. `spec` holds name, code, timeout, output_bytes, memory_bytes, timeline."""

    def __init__(self, spec: dict[str, Any], base: str) -> None:
        self.spec = spec
        self.base = base
        self.path = os.path.join(base, spec["name"])
        self.records: list[tuple[float, str, int, bytes]] = []
        self.received = 0
        self.control_text = b""
        self.started: float | None = None
        self.exit_status: int | None = None
        self.ended = 0.0
        self.cpu = 0.0
        self.stop: str | None = None
        self.remark = ""

    def run(self) -> dict[str, Any]:
        """Run the block to its end, or end it; return the fields of a `Run`."""
        for folder in ("work", "home", "tmp"):
            os.mkdir(os.path.join(self.base, folder))
        with open(self.path, "w", encoding="utf-8", newline="\n") as file:
            file.write(self.spec["code"])
        _prctl(PR_SET_CHILD_SUBREAPER, 1)
        wake_read, wake_write = os.pipe()
        os.set_blocking(wake_write, False)
        signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self.control, control_write = os.pipe()
        os.set_blocking(self.control, False)
        os.chdir(self.base)  # the address of a socket has to be short (unix(7)), so it is relative
        self.receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.receiver.bind("out")
        self.receiver.setblocking(False)
        if sys.platform == "linux":  # each datagram then tells the process that sent it (unix(7))
            self.receiver.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        stdout, stderr = (socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) for _ in range(2))
        stderr.bind("err")  # a sender with a name is stderr
        for sender in (stdout, stderr):
            sender.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2**18)
            sender.connect("out")
        self.ended = self.began = time.monotonic()
        self.worker = os.fork()
        if self.worker == 0:
            try:
                self._become_block(stdout.fileno(), stderr.fileno(), control_write)
            finally:
                os._exit(127)
        for fd in (stdout.detach(), stderr.detach(), control_write):
            os.close(fd)
        try:
            self._watch(wake_read)
        finally:
            self._end_all()
        self._receive()
        return self._report()

    def _become_block(self, stdout: int, stderr: int, control: int) -> None:
        _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(stdout, 1)
        os.dup2(stderr, 2)
        os.set_inheritable(control, True)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for ignored in (signal.SIGPIPE, signal.SIGXFSZ):  # by this interpreter, and exec keeps that
            signal.signal(ignored, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
        if sys.platform == "linux":  # elsewhere the kernel doesn't keep to it
            memory = self.spec["memory_bytes"]
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        os.chdir(os.path.join(self.base, "work"))
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        environment |= {
            "HOME": os.path.join(self.base, "home"),
            "TMPDIR": os.path.join(self.base, "tmp"),
            "LANG": "C.UTF-8",
            "PYTHONUTF8": "1",
            "PYTHONUNBUFFERED": "1",  # for Python processes that the block starts
            "PYTHONPATH": CHILD,
            "EXECUTION_CONTROL": ",".join([str(control), *self.spec["timeline"]]),
        }
        os.execve(sys.executable, [sys.executable, self.path + "c"], environment)

    def _watch(self, wake: int) -> None:
        """Collect output until the block and all its children have ended, or have to be ended."""
        deadline = self.began + self.spec["timeout"]
        self.sources: set[Any] = {self.receiver, self.control, wake, 0}
        while True:
            wait = max(0.0, deadline - time.monotonic())
            ready, _, _ = select.select(self.sources, [], [], wait)
            self._receive()
            self._read_control()
            if wake in ready:
                os.read(wake, 4096)
            if 0 in ready:  # nobody waits for the answer any more
                raise SystemExit(1)
            others = self._reap()
            if self.received > self.spec["output_bytes"]:
                self.stop = "output"
                return
            if self.exit_status is not None:
                if not others and not self._group_alive():
                    return
                deadline = min(deadline, self.ended + GRACE)
            if time.monotonic() >= deadline:
                if self.exit_status is None:
                    self.stop = "timeout"
                    self._ask_where()
                else:
                    self.stop = "leftover"
                    self.remark = ", ".join(map(_describe, self._descendants()))
                return

    def _receive(self) -> None:
        while self.received <= self.spec["output_bytes"]:
            try:
                data, notes, _, sender = self.receiver.recvmsg(2**20, socket.CMSG_SPACE(12))
            except BlockingIOError:
                return
            data = data[: self.spec["output_bytes"] + 1 - self.received]
            self.received += len(data)
            pid = int.from_bytes(notes[0][2][:4], sys.byteorder) if notes else 0
            self.records.append((time.monotonic(), "stderr" if sender else "stdout", pid, data))

    def _read_control(self) -> None:
        while True:
            try:
                data = os.read(self.control, 2**16)
            except BlockingIOError:
                return
            if not data:
                self.sources.discard(self.control)
                return
            self.control_text += data
            if self.started is None and self.control_text.startswith(b"start "):
                first, newline, _ = self.control_text.partition(b"\n")
                if newline:
                    self.started = float(first.split()[1])
                    _answer({"started": True})

    def _reap(self) -> bool:
        """Take the status of every child that has ended; say whether any is still there."""
        while True:
            try:
                pid, status, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return False
            if pid == 0:
                return True
            self.cpu += usage.ru_utime + usage.ru_stime
            if pid == self.worker:
                self.exit_status = os.waitstatus_to_exitcode(status)
                self.ended = time.monotonic()
                self._receive()
                self._read_control()

    def _group_alive(self) -> bool:
        try:
            os.killpg(self.worker, 0)
        except (ProcessLookupError, PermissionError):
            return False
        return True

    def _descendants(self) -> list[int]:
        """Direct children; when one of them is ended, its own children become ours (subreaper)."""
        try:
            with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as file:
                return [int(pid) for pid in file.read().split()]
        except OSError:
            return []

    def _ask_where(self) -> None:
        """Have the block write down where it hangs (see sitecustomize), and wait shortly for it."""
        os.kill(self.worker, signal.SIGPROF)
        select.select([self.control], [], [], 0.3)
        time.sleep(0.02)
        self._read_control()

    def _end_all(self) -> None:
        give_up = time.monotonic() + 5
        while True:
            for pid in self._descendants():
                _kill(os.kill, pid)
            if self._group_alive():
                _kill(os.killpg, self.worker)
            if not self._reap() or time.monotonic() > give_up:
                return
            time.sleep(0.002)

    def _report(self) -> dict[str, Any]:
        start = self.started or self.began
        messages = self.control_text.decode("utf-8", "replace").splitlines()
        traced: dict[str, Any] = next((json.loads(m[7:]) for m in messages if m.startswith("traced ")), {})
        spent = next((float(m[6:]) for m in messages if m.startswith("spent ")), 0.0)
        called = {m[7:] for m in messages if m.startswith("called ")}
        lines = self._lines(start)
        count_printed(traced.get("steps", []), lines)
        if self.stop == "timeout":
            stuck = [m.rpartition("line ")[2] for m in messages if f'"{self.path}"' in m]
            self.remark = stuck[0].split()[0] if stuck else ""
        return {
            "exit_status": self.exit_status if self.exit_status is not None else -9,
            "seconds": round(max(0.0, self.ended - start - spent), 6),
            "cpu_seconds": round(self.cpu, 6),
            "finished": "end" in messages,
            "stop": self.stop,
            "remark": self.remark,
            "lines": lines,
            "lanes": traced.get("lanes", []),
            "unlisted": traced.get("unlisted", 0),
            "silent": [name for name in self.spec["timeline"] if name not in called],
            "tasks": traced.get("tasks", []),
            "steps": traced.get("steps", []),
            "steps_left_out": traced.get("steps_left_out", 0),
        }

    def _lines(self, start: float) -> list[dict[str, Any]]:
        """The datagrams as lines of text, without the path of the temporary directory.

        Writers are told apart, so that a line which one of them writes in pieces stays whole.
        """
        new_decoder = codecs.getincrementaldecoder("utf-8")
        decoders: dict[tuple[str, int], Any] = {}
        unfinished: dict[tuple[str, int], dict[str, Any]] = {}
        lines: list[dict[str, Any]] = []

        def add(clock: float, writer: tuple[str, int], text: str) -> None:
            t = round(max(0.0, clock - start), 6)
            for piece in re.findall(r"[^\n]*\n|[^\n]+", text):
                line = unfinished.pop(writer, None)
                is_child = writer[1] not in (0, self.worker)
                within = JOIN_WITHIN_CHILD if is_child else JOIN_WITHIN
                if line and t - line["t"] < within and (is_child or line is lines[-1]):
                    line["text"] += piece
                else:
                    line = {"t": t, "stream": writer[0], "text": piece}
                    lines.append(line)
                if not piece.endswith("\n"):
                    unfinished[writer] = line

        for clock, stream, pid, data in self.records:
            decoder = decoders.setdefault((stream, pid), new_decoder("backslashreplace"))
            add(clock, (stream, pid), decoder.decode(data))
        for writer, decoder in decoders.items():
            add(self.ended, writer, decoder.decode(b"", final=True))
        for line in lines:
            line["text"] = line["text"].replace(self.base + "/", "").replace(self.base, ".")
        return lines


def _kill(kill: Any, pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        kill(pid, signal.SIGKILL)


def _describe(pid: int) -> str:
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            command = file.read().replace(b"\0", b" ").decode("utf-8", "replace").strip()
    except OSError:
        command = ""
    return f"{pid} ({command[:60]})"


def _answer(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def _remove(base: str) -> None:
    """Remove the temporary directory, also what the block forbade its owner to enter."""
    os.chmod(base, 0o700)
    for folder, inside, _ in os.walk(base):
        for name in inside:
            path = os.path.join(folder, name)
            if not os.path.islink(path):
                os.chmod(path, 0o700)
    try:
        for folder, folders, files in os.walk(base, topdown=False):
            for name in files:
                os.unlink(os.path.join(folder, name))
            for name in folders:
                os.rmdir(os.path.join(folder, name))
        os.rmdir(base)
    except OSError:
        import shutil  # knows links and races; takes long to import

        shutil.rmtree(base)


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    spec = json.loads(sys.stdin.buffer.readline())
    base = spec["base"]
    os.mkdir(base, 0o700)
    try:
        report = Supervisor(spec, base).run()
    finally:
        with contextlib.suppress(OSError):
            _remove(base)
    _answer(report)


if __name__ == "__main__":
    main()
