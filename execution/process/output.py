"""The streams of a block: what is written to them, in which order, to which one, and when.

Each is a pipe in "packet mode" that holds one write at a time (O_DIRECT, pipe(2)), and epoll(7) hands out
descriptors in the order in which they became readable: so the order of all writes is known, whoever makes
them (threads, C code, child processes). They can be opened as /dev/stdout, too; but what is written by that
name has no such mode: if it isn't read at once, the next write to the same stream joins it, past what went
to the other one in between. Elsewhere than on Linux two writes to different streams within a few
microseconds may change places.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import sys
import time
from typing import Any

LINUX = sys.platform == "linux"


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
