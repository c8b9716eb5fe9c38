"""Runs one block in a child process and answers for it: time, output, bounds, and that nothing stays.

Forked for each run by `launcher.py`, with the standard library only. The order comes in on a socket as one
line of JSON; a line goes back at once, one when the block starts, and one when all is over. When the other
end of the socket closes, nobody wants the answer any more: everything is ended and removed.

Each stream of the block is a pipe in "packet mode" that holds one write at a time (O_DIRECT, pipe(2)), and
epoll(7) hands out descriptors in the order in which they became readable: so the order of all writes is
known, whoever makes them (threads, C code, child processes), and also /dev/stdout can be opened.
On Linux the supervisor is a "child subreaper" (prctl(2)), so that even orphans and daemons of the
block are its own to end.
"""

from __future__ import annotations

import codecs
import contextlib
import ctypes
import fcntl
import json
import os
import re
import resource
import select
import signal
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing would take as long as all of the above
    import socket
    from typing import Any

GRACE = 1.0
"""Seconds that child processes may outlive the block, e.g. to notice that their pipe was closed."""
JOIN_WITHIN = 0.005
"""Seconds within which two writes to one line count as one."""
LOOK_EVERY = 0.1
"""Seconds between two looks at the processes, the memory and the disk of a run."""
FILE_BYTES = 256 * 2**20
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
LINUX = sys.platform == "linux"


def prctl(option: int, value: int) -> None:
    """Call prctl(2) where there is one."""
    if LINUX:
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


class Output:
    """What a block writes, in the order of writing, with the stream and the time of each piece."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self.pieces: list[tuple[float, str, bytes]] = []
        self._epoll = select.epoll() if LINUX else None
        self._names: dict[int, str] = {}
        self.write_ends = [self._pipe(name) for name in ("stdout", "stderr")]

    def _pipe(self, name: str) -> int:
        read, write = os.pipe2(os.O_DIRECT | os.O_CLOEXEC) if LINUX else os.pipe()
        os.set_blocking(read, False)
        self._names[read] = name
        if self._epoll:
            fcntl.fcntl(write, fcntl.F_SETPIPE_SZ, 1)  # rounded up to one page, which is one packet
            self._epoll.register(read, select.EPOLLIN | select.EPOLLET)
        return write

    @property
    def sources(self) -> list[Any]:
        """What becomes readable when there is something to receive."""
        return [self._epoll] if self._epoll else list(self._names)

    def _readable(self) -> list[int]:
        if self._epoll:
            return [fd for fd, _ in self._epoll.poll(0)]
        return select.select(list(self._names), [], [], 0)[0]

    def receive(self) -> None:
        """Take what has been written so far; of what exceeds the limit one byte, as a sign of it."""
        while self.size <= self.limit and (ready := self._readable()):
            for fd in ready:  # one packet each: a second one may have come later than the other stream's
                with contextlib.suppress(BlockingIOError):
                    data = os.read(fd, 2**16)[: self.limit + 1 - self.size]
                    if data:
                        self.size += len(data)
                        self.pieces.append((time.monotonic(), self._names[fd], data))
                    elif not self._epoll:  # at its end, it would be readable for ever
                        del self._names[fd]

    def lines(self, start: float, names: dict[str, str]) -> list[dict[str, Any]]:
        """The pieces as lines of text, timed from `start`; `names` replaces paths of this machine."""
        decoders: dict[str, Any] = {}
        lines: list[dict[str, Any]] = []
        for clock, stream, data in [*self.pieces, (time.monotonic(), "stdout", b""), (0.0, "stderr", b"")]:
            new_decoder = codecs.getincrementaldecoder("utf-8")
            decoder = decoders.setdefault(stream, new_decoder("backslashreplace"))
            for piece in re.findall(r"[^\n]*\n|[^\n]+", decoder.decode(data, final=not data)):
                t = round(max(0.0, clock - start), 6)
                last = lines[-1] if lines else None
                goes_on = last and last["stream"] == stream and not last["text"].endswith("\n")
                if last and goes_on and t - last["t"] < JOIN_WITHIN:
                    last["text"] += piece
                else:
                    lines.append({"t": t, "stream": stream, "text": piece})
        for line in lines:
            for path, name in names.items():
                line["text"] = line["text"].replace(path, name)
        return lines


class Tree:
    """The processes of a block, which are this process's descendants, and what they use."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.worker = 0
        self.exit_status: int | None = None
        self.ended = 0.0
        self.cpu = 0.0

    def children(self, pid: int | str = "self") -> list[int]:
        """Direct children of a process; when one of them ends, its own children become ours (subreaper)."""
        found: list[int] = []
        with contextlib.suppress(OSError):
            for task in os.listdir(f"/proc/{pid}/task"):
                with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as file:
                    found += map(int, file.read().split())
        return found

    def processes(self) -> list[int]:
        """All descendants."""
        found = self.children()
        for pid in found:  # which grows meanwhile
            found += self.children(pid)
        return found

    def reap(self) -> bool:
        """Take the status of every child that has ended; say whether any process is still there."""
        while True:
            try:
                pid, status, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return self._group_alive()
            if pid == 0:
                return True
            self.cpu += usage.ru_utime + usage.ru_stime
            if pid == self.worker:
                self.exit_status = os.waitstatus_to_exitcode(status)
                self.ended = time.monotonic()

    def _group_alive(self) -> bool:
        try:
            os.killpg(self.worker, 0)
        except (ProcessLookupError, PermissionError):
            return False
        return True

    def exceeds(self, order: dict[str, Any]) -> str | None:
        """Which of the order's bounds the block has passed, by what it uses now."""
        processes = self.processes()
        if len(processes) > order["processes"]:
            return "processes"
        if sum(map(_private_bytes, processes)) > order["memory_bytes"]:
            return "memory"
        if _disk_bytes(self.folder, order["disk_bytes"]) > order["disk_bytes"]:
            return "disk"
        return None

    def end_all(self) -> None:
        """Kill what is left, and what that leaves behind, until nothing is there any more."""
        give_up = time.monotonic() + 5
        while True:
            for pid in self.children():
                _kill(os.kill, pid)
            if self._group_alive():
                _kill(os.killpg, self.worker)
            if not self.reap() or time.monotonic() > give_up:
                return
            time.sleep(0.002)


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
            now = time.monotonic()
            if self.output.size > self.output.limit:
                self.limit = "output"
            elif self.tree.exit_status is not None and not others:
                return
            elif now >= (min(deadline, self.tree.ended + GRACE) if self._over else deadline):
                self._out_of_time()
            elif now >= next_look:
                self.limit = self.tree.exceeds(self.order)
                next_look = now + LOOK_EVERY
            else:
                ready, _, _ = select.select(self.sources, [], [], min(next_look, deadline) - now)
                if wake in ready:
                    os.read(wake, 4096)
                if self.client in ready:  # nobody waits for the answer any more
                    raise SystemExit(1)

    @property
    def _over(self) -> bool:
        return self.tree.exit_status is not None

    def _out_of_time(self) -> None:
        if self._over:
            self.limit = "leftover"
            self.detail = ", ".join(map(_describe, self.tree.children()))
            return
        self.limit = "timeout"
        os.kill(self.tree.worker, signal.SIGPROF)  # it writes down where it hangs (see sitecustomize)
        select.select([self.control], [], [], 0.3)
        time.sleep(0.02)
        self._read_control()
        self.detail = self._stuck_line()

    def _stuck_line(self) -> str:
        """Where the thread that got the signal was in the block; if it wasn't in it, where any other was."""
        text = self.control_text.decode("utf-8", "replace")
        for part in (text.rpartition("Current thread")[2], text):
            if found := re.search(rf'"{re.escape(self.path)}", line (\d+)', part):
                return found[1]
        return ""

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
        traced: dict[str, Any] = next((json.loads(m[6:]) for m in messages if m.startswith("lanes ")), {})
        for lane in traced.get("lanes", []):
            for name in ("start", "end"):
                lane[name] = round(lane[name] - start, 6)
            lane["active"] = [[round(t - start, 6) for t in pair] for pair in lane["active"]]
        names = {self.base + "/": "", self.base: ".", **self.order["shown_as"]}
        return {
            "python": self.python if self.started else "",
            "exit_status": self.tree.exit_status if self.tree.exit_status is not None else -9,
            "seconds": round(max(0.0, self.tree.ended - start - traced.get("spent", 0.0)), 6),
            "cpu_seconds": round(self.tree.cpu, 6),
            "finished": "end" in messages,
            "limit": self.limit,
            "detail": self.detail,
            "lines": self.output.lines(start, names),
            "lanes": traced.get("lanes", []),
            "unlisted": traced.get("unlisted", 0),
            "silent": traced.get("silent", self.order["timeline"]),
        }


def _kill(kill: Any, pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        kill(pid, signal.SIGKILL)


def _describe(pid: int) -> str:
    command = ""
    with contextlib.suppress(OSError), open(f"/proc/{pid}/cmdline", "rb") as file:
        command = file.read().replace(b"\0", b" ").decode("utf-8", "replace").strip()
    return f"{pid} ({command[:60]})"


def _private_bytes(pid: int) -> int:
    """Memory of a process that it shares with no file, by proc_pid_statm(5)."""
    try:
        with open(f"/proc/{pid}/statm", encoding="ascii") as file:
            _, resident, shared, *_ = map(int, file.read().split())
    except OSError:
        return 0
    return (resident - shared) * resource.getpagesize()


def _disk_bytes(folder: str, enough: int) -> int:
    """What the files under `folder` take on disk; counted no further than past `enough`."""
    total, folders = 0, [folder]
    while folders and total <= enough:
        with contextlib.suppress(OSError), os.scandir(folders.pop()) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):
                    total += entry.stat(follow_symlinks=False).st_blocks * 512
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
    return total


def answer(client: socket.socket, message: dict[str, Any]) -> None:
    """Send one line of JSON, if anybody still listens."""
    with contextlib.suppress(OSError):
        client.sendall(json.dumps(message).encode() + b"\n")


def remove(base: str) -> None:
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
