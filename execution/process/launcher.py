"""The process from which the supervisors of all runs are forked, which is quicker than to start each.

Started by `launch.py` as a program of its own. On its control socket comes, for each run, the name of its
temporary directory together with a socket for its supervisor. When the control socket closes, the build is
over, one way or the other, and so is everything here. Like its supervisors it is a "child subreaper": what
a killed supervisor leaves behind is ended here, and only then is the run's socket closed.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import signal
import socket
import sys
import time

from execution.process.supervisor import remove, supervise
from execution.process.tree import PR_SET_CHILD_SUBREAPER, Tree, prctl

PATIENCE = 5.0
"""Seconds for the supervisors to end by themselves when the build is gone."""


class Launcher:
    """The supervisors that are at work: for each its directory and our end of its socket."""

    def __init__(self, control: socket.socket) -> None:
        self.control = control
        self.runs: dict[int, tuple[str, socket.socket]] = {}
        self.wake, wake_write = os.pipe()
        os.set_blocking(wake_write, False)
        signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        prctl(PR_SET_CHILD_SUBREAPER, 1)
        gc.freeze()  # what is here now is the same in every fork

    def serve(self) -> None:
        """Fork supervisors until the build is over, and return when they are gone, too."""
        while True:
            ready, _, _ = select.select([self.control.fileno(), self.wake], [], [])
            if self.wake in ready:
                os.read(self.wake, 4096)
                self._clear_up()
            if self.control.fileno() in ready:
                message, fds, _, _ = socket.recv_fds(self.control, 4096, 1)
                if not message:
                    return self._end()
                self._fork(message.decode(), socket.socket(fileno=fds[0]))

    def _fork(self, base: str, client: socket.socket) -> None:
        client.set_inheritable(False)
        pid = os.fork()
        if pid:
            self.runs[pid] = base, client
            return
        status = 1
        with contextlib.suppress(BaseException):
            os.setsid()  # a block that kills its parent's group kills no other run
            for _, other in self.runs.values():
                other.close()
            for fd in (self.control.detach(), self.wake):
                os.close(fd)
            supervise(client, base)
            status = 0
        os._exit(status)

    def _clear_up(self) -> None:
        """Take note of the supervisors that have ended, and end what the killed ones have left behind."""
        over: list[tuple[str, socket.socket]] = []
        tree = Tree("")
        while True:
            try:
                pid, _ = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                pid = 0
            if pid in self.runs:
                over.append(self.runs.pop(pid))
            elif not pid:
                strays = set(tree.children()) - self.runs.keys()
                if not strays:
                    break
                _kill(strays)
                time.sleep(0.002)
        for base, client in over:
            if os.path.exists(base):
                remove(base)
            client.close()

    def _end(self) -> None:
        give_up = time.monotonic() + PATIENCE
        while self.runs:
            select.select([self.wake], [], [], 0.1)
            if time.monotonic() > give_up:
                _kill(set(self.runs))
            self._clear_up()


def _kill(pids: set[int]) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def main() -> None:
    """Serve the control socket whose descriptor is the first argument."""
    Launcher(socket.socket(fileno=int(sys.argv[1]))).serve()
