"""Sockets and selectors within one program: streams between its own two ends, and nothing outside.

What asyncio asks of a stream socket on Linux's loopback is answered as Linux does: a connection stands once
the server listens, what is sent can be read at once, and a sender is held up when nobody reads.
"""

from __future__ import annotations

import errno
import itertools
import math
import os
import selectors
import socket
from collections import deque
from collections.abc import Iterable
from typing import Any

from execution.browser.waiting import changed, fair_turn, wait

LOCAL = {"localhost": "127.0.0.1", "127.0.0.1": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::1": "::1"}
BUFFER = 1_300_000
"""Bytes that an end holds back, for sending and for receiving: about what Linux takes by default."""
AF_UNIX = 1
MISSING = {
    "AF_UNIX": AF_UNIX,
    "SO_REUSEADDR": 2,
    "SO_ERROR": 4,
    "SO_SNDBUF": 7,
    "SO_RCVBUF": 8,
    "SO_KEEPALIVE": 9,
}
MISSING |= {"SO_REUSEPORT": 15, "TCP_NODELAY": 1, "AI_PASSIVE": 1, "SOMAXCONN": 4096, "MSG_PEEK": 2}
"""Names that Emscripten's `socket` lacks, with Linux's values."""
FIRST_PORT = 49152
_numbers = itertools.count(1000)
_ports = itertools.count(FIRST_PORT)
_open: dict[int, Socket] = {}
_listening: dict[int, Socket] = {}
Address = tuple[Any, ...]


def _error(number: int, kind: type[OSError] = OSError) -> OSError:
    return kind(number, os.strerror(number))


class Socket:
    """Takes the place of `socket.socket`."""

    def __init__(self, family: int = -1, type: int = -1, proto: int = -1, fileno: int | None = None) -> None:
        if fileno is not None:
            raise _error(errno.EBADF)
        self.family = socket.AF_INET if family == -1 else family
        self.type = socket.SocketKind(socket.SOCK_STREAM if type == -1 else type)
        self.proto = 0 if proto == -1 else proto
        self._number = next(_numbers)
        self._timeout: float | None = socket.getdefaulttimeout()
        self._own: Address = ("0.0.0.0", 0) if self.family == socket.AF_INET else ()
        self._peer: Socket | None = None
        self._peer_address: Address = ()
        self._received = bytearray()
        self._ended = False  # the other end sends no more
        self._reset = False  # the other end is gone with data of ours unread
        self._shut = False  # we send no more
        self._backlog: deque[Socket] | None = None
        self._error = 0
        self._buffers = {socket.SO_SNDBUF: BUFFER, socket.SO_RCVBUF: BUFFER}
        _open[self._number] = self

    def __enter__(self) -> Socket:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        state = " [closed]" if self._number < 0 else ""
        what = f"fd={self._number}, family={self.family:d}, type={self.type:d}, proto={self.proto}"
        return f"<socket.socket{state} {what}>"

    def fileno(self) -> int:
        return self._number

    def setblocking(self, flag: bool) -> None:
        self._timeout = None if flag else 0.0

    def settimeout(self, value: float | None) -> None:
        self._timeout = value

    def gettimeout(self) -> float | None:
        return self._timeout

    def getblocking(self) -> bool:
        return self._timeout != 0

    def setsockopt(self, level: int, option: int, value: Any, *_: object) -> None:
        if level == socket.SOL_SOCKET and option in self._buffers:
            self._buffers[option] = 2 * value  # as Linux does

    def getsockopt(self, level: int, option: int, *_: object) -> int:
        if (level, option) == (socket.SOL_SOCKET, socket.SO_ERROR):
            error, self._error = self._error, 0
            return error
        return self._buffers.get(option, 0)

    def getsockname(self) -> Address:
        self._check()
        return self._own

    def getpeername(self) -> Address:
        self._check()
        if not self._peer_address:
            raise _error(errno.ENOTCONN)
        return self._peer_address

    def _check(self) -> None:
        if self._number < 0:
            raise _error(errno.EBADF)

    def bind(self, address: Address) -> None:
        self._check()
        host, port = address[:2]
        if port in _listening:
            raise _error(errno.EADDRINUSE)
        self._own = (host or "0.0.0.0", port or next(_ports))

    def listen(self, backlog: int = 128) -> None:
        self._check()
        if self._own[1] in _listening and _listening[self._own[1]] is not self:
            raise _error(errno.EADDRINUSE)
        self._backlog = self._backlog or deque()
        _listening[self._own[1]] = self

    def accept(self) -> tuple[Socket, Address]:
        self._wait(lambda: self._backlog)
        assert self._backlog
        accepted = self._backlog.popleft()
        return accepted, accepted.getpeername()

    def connect(self, address: Address) -> None:
        self._check()
        server = _listening.get(address[1])
        if server is None or server._backlog is None or address[0] not in LOCAL:
            self._error = errno.ECONNREFUSED
        else:
            there = Socket(self.family, self.type)
            self._own, there._own = (LOCAL[address[0]], next(_ports)), (LOCAL[address[0]], address[1])
            _join(self, there)
            server._backlog.append(there)
            changed()
        if self._timeout == 0:  # what has become of it is asked for when it is writable
            raise _error(errno.EINPROGRESS, BlockingIOError)
        if self._error:
            raise _error(self._error, ConnectionRefusedError)

    def connect_ex(self, address: Address) -> int:
        try:
            self.connect(address)
        except OSError as error:
            return error.errno or 0
        return 0

    def _wait(self, ready: Any) -> None:
        self._check()
        if not ready():
            if self._timeout == 0:
                raise _error(errno.EAGAIN, BlockingIOError)
            if not wait(ready, self._timeout):
                raise TimeoutError("timed out")
            self._check()

    def readable(self) -> bool:
        return bool(self._received or self._ended or self._reset or self._backlog)

    def writable(self) -> bool:
        return bool(self._shut or self._reset or self._error or self._room() > 0)

    def _room(self) -> int:
        if self._peer is None:
            return 1 if self._peer_address else 0
        room = self._buffers[socket.SO_SNDBUF] + self._peer._buffers[socket.SO_RCVBUF]
        return max(0, room - len(self._peer._received))

    def recv(self, size: int, flags: int = 0) -> bytes:
        self._wait(self.readable)
        if self._reset:
            self._reset = False
            raise _error(errno.ECONNRESET, ConnectionResetError)
        data = bytes(self._received[:size])
        if not flags & socket.MSG_PEEK:
            del self._received[:size]
            changed()
        return data

    def recv_into(self, buffer: Any, size: int = 0, flags: int = 0) -> int:
        data = self.recv(size or len(buffer), flags)
        memoryview(buffer).cast("B")[: len(data)] = data
        return len(data)

    def send(self, data: Any, flags: int = 0) -> int:
        self._check()
        if not self._peer_address:
            raise _error(errno.ENOTCONN)
        self._wait(self.writable)
        if self._reset:
            self._reset = False
            raise _error(errno.ECONNRESET, ConnectionResetError)
        if self._shut or self._peer is None:
            raise _error(errno.EPIPE, BrokenPipeError)
        sent = memoryview(data).cast("B")[: self._room()]
        self._peer._received += sent
        changed()
        return len(sent)

    def sendall(self, data: Any, flags: int = 0) -> None:
        rest = memoryview(data).cast("B")
        while rest:
            rest = rest[self.send(rest) :]

    def sendmsg(self, buffers: Iterable[Any], *_: object) -> int:
        return self.send(b"".join(buffers))

    def shutdown(self, how: int) -> None:
        self._check()
        if not self._peer_address:
            raise _error(errno.ENOTCONN)
        if how in (socket.SHUT_WR, socket.SHUT_RDWR) and not self._shut:
            self._shut = True
            if self._peer:
                self._peer._ended = True
            changed()

    def close(self) -> None:
        if self._number < 0:
            return
        _open.pop(self._number, None)
        if _listening.get(self._own[1] if self._own else -1) is self:
            del _listening[self._own[1]]
            for waiting in self._backlog or ():
                waiting._received += b"\0"  # unread, so that the other end learns that it was reset
                waiting.close()
        if peer := self._peer:
            peer._ended = True
            peer._reset = bool(self._received)
            peer._peer = None
        self._number = -1
        changed()

    def detach(self) -> int:
        number, self._number = self._number, -1
        return number

    def __del__(self) -> None:
        self.close()


def _join(here: Socket, there: Socket) -> None:
    here._peer, there._peer = there, here
    here._peer_address, there._peer_address = there._own or ("",), here._own or ("",)


def pair(*_: object) -> tuple[Socket, Socket]:
    """Takes the place of `socket.socketpair`."""
    here, there = Socket(AF_UNIX), Socket(AF_UNIX)
    _join(here, there)
    return here, there


class Selector(selectors._BaseSelectorImpl):
    """Takes the place of `selectors.DefaultSelector`."""

    def _news(self) -> list[tuple[selectors.SelectorKey, int]]:
        found = []
        for key in self._fd_to_key.values():
            known = _open.get(key.fd)
            if known:
                events = selectors.EVENT_READ * known.readable() | selectors.EVENT_WRITE * known.writable()
                if events & key.events:
                    found.append((key, events & key.events))
        return found

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        fair_turn()
        if timeout is not None:
            timeout = max(0.0, math.ceil(timeout * 1000) / 1000)  # as epoll: close timers ring together
        wait(self._news, timeout)
        return self._news()


Selector.__name__ = Selector.__qualname__ = "EpollSelector"  # asyncio's debug mode names it


def find(
    host: Any, port: Any, family: int = 0, type: int = 0, proto: int = 0, flags: int = 0
) -> list[tuple[Any, ...]]:
    """Takes the place of `socket.getaddrinfo`: here there is only this machine."""
    name = "0.0.0.0" if host in (None, "") else host
    name = name.decode() if isinstance(name, bytes) else name
    if name not in LOCAL:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    address = name if host in (None, "") else LOCAL[name]
    kind = socket.SocketKind(type or socket.SOCK_STREAM)
    return [(socket.AF_INET, kind, socket.IPPROTO_TCP, "", (address, int(port or 0)))]


def count_anew() -> None:
    """The next program begins with the first free port."""
    global _ports
    _ports = itertools.count(FIRST_PORT)
    for left in list(_open.values()):
        left.close()


def install() -> None:
    """Have `socket` and `selectors` work with these."""
    vars(socket).update({name: value for name, value in MISSING.items() if not hasattr(socket, name)})
    vars(socket).update(socket=Socket, socketpair=pair, getaddrinfo=find)
    vars(selectors).update(DefaultSelector=Selector, EpollSelector=Selector)
