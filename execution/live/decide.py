"""Decides which examples can run in a reader's browser, by what they import and call.

There one program runs by itself: with threads and with connections of its own (see `execution.browser`), but
with no other process, no terminal, no outside network, and of packages only those in `bundle.PACKAGES`.
"""

from __future__ import annotations

import ast
import functools
import sys
from collections.abc import Iterator

from execution.live.bundle import PACKAGES
from execution.pages import Block

PROCESSES = "다른 프로세스를 시작"
POOL = "프로세스 풀을 사용"
OUTSIDE = "운영 체제에 이 프로세스의 일을 물어봄"
MODULES = {
    "multiprocessing": POOL,
    "concurrent.futures.process": POOL,
    "subprocess": PROCESSES,
    "asyncio.subprocess": PROCESSES,
    "resource": OUTSIDE,
    "faulthandler": OUTSIDE,
    "fcntl": OUTSIDE,
    "curses": "터미널을 사용",
    "ctypes": "C 라이브러리를 호출",
    "cProfile": "프로파일러로 시스템 호출을 살핌",
    "ssl": "암호화된 연결을 사용",
}
"""What an example that imports one of these does that a browser doesn't let it do."""
NAMES = {
    "ProcessPoolExecutor": POOL,
    "create_subprocess_exec": PROCESSES,
    "create_subprocess_shell": PROCESSES,
    "thread_time": "스레드가 CPU를 쓴 시간을 잼",
    "_current_frames": "다른 스레드의 스택을 살핌",
    "fork": PROCESSES,
    "kill": "다른 프로세스에 시그널을 보냄",
    "killpg": "다른 프로세스에 시그널을 보냄",
    "input": "키보드 입력을 기다림",
    "connect_read_pipe": "파이프를 사용",
    "connect_write_pipe": "파이프를 사용",
    "start_unix_server": "유닉스 소켓을 사용",
    "open_unix_connection": "유닉스 소켓을 사용",
    "create_datagram_endpoint": "UDP 소켓을 사용",
    "SOCK_DGRAM": "UDP 소켓을 사용",
}
"""The same for names, whether they are imported, called or asked of a module."""


@functools.cache  # a figure asks twice, for its button and for the line in place of it
def reason(block: Block) -> str:
    """Why `block` can't run in a browser, as part of a Korean sentence; empty if it can."""
    override = block.shown.get("live")
    if override:
        return "" if override == "on" else "브라우저가 감당하지 못하거나, 거기서는 다르게 동작"
    return next(_reasons(block.code), "")


def _reasons(code: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from _of_module(alias.name)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield from _of_module(f"{node.module}.{alias.name}")
                if alias.name in NAMES:
                    yield NAMES[alias.name]
        elif isinstance(node, ast.Attribute) and node.attr in NAMES:
            yield NAMES[node.attr]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NAMES:
            yield NAMES[node.func.id]


def _of_module(name: str) -> Iterator[str]:
    top = name.partition(".")[0]
    for module, what in MODULES.items():
        if f"{name}.".startswith(f"{module}."):
            yield what
    if top not in sys.stdlib_module_names and top not in PACKAGES:
        yield f"브라우저에 없는 패키지를 사용: {top}"


def attributes(block: Block) -> str:
    """What the page's script has to know of an example that can run, as attributes of its figure."""
    if reason(block):
        return ""
    found = " data-live"
    if block.options.timeline:
        found += f' data-trace="{",".join(block.options.timeline)}"'
    if block.snippet and block.snippet.endswith(".start.py"):
        found += f' data-check="{block.snippet.removesuffix(".start.py")}.check.py"'
    return found


def note(block: Block) -> str:
    """A line that says why an example has no button; empty if it has one."""
    why = reason(block)
    return f'<p class="run-no-live">브라우저에서는 실행할 수 없는 예제입니다 ({why}).</p>' if why else ""
