"""Runs one program as `python NAME.py` would, in this interpreter, and gives back its `Run`.

The interpreter serves one program after the other, so each gets its own main module and folder, and what it
changed in modules is put back. What can't be put back is said: then the worker is not used again.
"""

from __future__ import annotations

import ast
import atexit
import builtins
import contextlib
import gc
import hashlib
import importlib.util
import io
import json
import linecache
import logging
import os
import shutil
import signal
import sys
import threading
import time
import traceback
import types
import warnings
import zipimport
from asyncio import base_events, events
from dataclasses import asdict, dataclass, field
from typing import Any

import kernel

import execution.process
from execution.browser import loop, sockets, threads
from execution.model import SHAPE, Lane, Line, Run, Step, Wake
from execution.process.recording import fields_of, lines_of
from execution.show.figure import figure
from execution.snapshots import unlike

sys.path.append(execution.process.__path__[0])  # the traced program, too, imports these by such names
import recorder
import tracer

BASE = "/tmp/run"
CONTROL = "/tmp/control"
LIBRARY = f"/lib/python{sys.version_info[0]}{sys.version_info[1]}.zip"
SHOWN_AS = {
    BASE + "/": "",
    BASE: ".",
    LIBRARY: f"…/python{sys.version_info[0]}.{sys.version_info[1]}",
}
"""What takes the place of folders that are this interpreter's affair."""
KEPT = ("execution", "encodings", "aiofiles", "unittest", "typing")
"""Modules that stay when a program has imported them: loading them again would only take time."""
REWRITTEN = (
    (events.Handle, "_run"),
    (base_events.BaseEventLoop, "create_task"),
    (base_events.BaseEventLoop, "call_soon_threadsafe"),
)
"""What the recorder changes in asyncio."""


@dataclass(frozen=True)
class Own:
    """In place of the fence's block: the reader's program is no snippet, and asks for no prediction."""

    snippet: None = None
    shown: dict[str, str] = field(default_factory=dict)


class Clock:
    """For the recorder: as `time`, but no two moments are the same, however coarse the browser's clock is."""

    def __init__(self) -> None:
        self.last = 0.0

    def monotonic(self) -> float:
        self.last = max(self.last + 1e-6, time.monotonic())
        return self.last


def _no_input(prompt: object = "") -> str:
    raise RuntimeError("이 페이지에서는 input()을 쓸 수 없습니다")


def _format_warning(warning: Any) -> str:
    """As usual; but what comes while we end a program comes from no line, as in an interpreter that ends."""
    if warning.filename == __file__:
        warning.filename, warning.lineno, warning.line = "sys", 1, ""
    text: str = _usual_format(warning)
    return text


_usual_format = warnings._formatwarnmsg_impl


def _lines_of_library(name: str, module_globals: Any = None) -> list[str]:
    """Takes the place of `linecache.updatecache`, which doesn't look into a zip: the library is one here."""
    lines: list[str]
    if not name.startswith(f"{LIBRARY}/"):
        lines = _usual_lines(name, module_globals)
        return lines
    source = zipimport.zipimporter(LIBRARY).get_data(name).decode()
    lines = source.splitlines(keepends=True)
    linecache.cache[name] = (len(source), None, lines, name)
    return lines


_usual_lines = linecache.updatecache


def install() -> None:
    """Make this interpreter one that runs programs."""
    threads.install()
    sockets.install()
    loop.install()
    builtins.input = _no_input
    vars(linecache)["updatecache"] = _lines_of_library
    vars(warnings)["_formatwarnmsg_impl"] = _format_warning
    for stream in (sys.stdout, sys.stderr):
        assert isinstance(stream, io.TextIOWrapper)
        stream.reconfigure(line_buffering=True)


class _State:
    """What a program may change for the next one, as it was when this interpreter was made ready."""

    def __init__(self) -> None:
        self.modules = {
            name: (module, dict(vars(module)))
            for name, module in sys.modules.items()
            if isinstance(module, types.ModuleType) and not name.startswith("execution")
        }
        self.methods = [(owner, name, vars(owner)[name]) for owner, name in REWRITTEN]
        self.environment = dict(os.environ)
        self.path = list(sys.path)
        self.filters = list(warnings.filters)

    def restore(self) -> None:
        for owner, name, method in self.methods:
            setattr(owner, name, method)
        for name in sys.modules.keys() - self.modules.keys():
            if not name.startswith(KEPT):
                del sys.modules[name]
        for name, (module, names) in self.modules.items():
            sys.modules[name] = module
            now = vars(module)
            for extra in now.keys() - names.keys():
                del now[extra]
            now.update(names)
        os.environ.clear()
        os.environ.update(self.environment)
        sys.path[:] = self.path
        events._set_running_loop(None)
        events._set_event_loop_policy(loop.Policy())
        for counted in (loop, threads, sockets):
            counted.count_anew()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.setrecursionlimit(1000)
        warnings.resetwarnings()
        vars(warnings)["filters"][:] = self.filters
        _reset_logging()


def _reset_logging() -> None:
    """As when it was imported: loggers are for ever, and so are those of asyncio."""
    known = [log for log in logging.root.manager.loggerDict.values() if isinstance(log, logging.Logger)]
    for log in (logging.root, *known):
        log.handlers.clear()
        log.filters.clear()
        log.setLevel(logging.WARNING if log is logging.root else logging.NOTSET)
        log.propagate, log.disabled = True, False
    logging.disable(logging.NOTSET)


def run(order: str) -> str:
    """Run what `order` says ("name", "code", "timeline", "ident", "check", "recorded", as JSON).

    The answer is JSON: the "run" itself, its "figure", what the check "said", the numbers of the lines
    in which it "differs" from what was recorded, how many are "missing", whether the worker is "clean".
    """
    wanted = json.loads(order)
    try:
        made = _run(wanted["name"], wanted["code"], wanted["timeline"])
    finally:
        _state.restore()
    differs, missing = unlike(wanted["recorded"], [line.text for line in made.lines])
    answer = {
        "run": asdict(made),
        "figure": figure(Own(), made, wanted["ident"], title="직접 실행한 결과"),
        "said": _check(wanted["check"], made) if wanted["check"] else None,
        "differs": differs,
        "missing": missing,
        "clean": not threads.any_started(),
    }
    return json.dumps(answer)


def _check(path: str, made: Run) -> list[str]:
    """What an exercise's check says of a run."""
    spec = importlib.util.spec_from_file_location("check", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return list(module.check(made))


def _run(name: str, code: str, timeline: list[str]) -> Run:
    path = f"{BASE}/{name}"
    os.chdir("/")
    shutil.rmtree(BASE, ignore_errors=True)
    os.makedirs(f"{BASE}/work")
    os.chdir(f"{BASE}/work")
    with open(path, "w", encoding="utf-8") as file:
        file.write(code)
    sys.argv[:] = [path]
    linecache.cache.pop(path, None)
    main = types.ModuleType("__main__")
    main.__file__ = path
    main.__builtins__ = builtins
    sys.modules["__main__"] = main
    control = os.open(CONTROL, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
    events._set_running_loop(None)  # Pyodide's own, which runs in this thread
    kernel.begin()
    started = time.monotonic()
    finished = False
    try:
        tree = ast.parse(code, path)
        if timeline:
            _trace(tree, timeline, path, control)
        program = compile(tree, path, "exec", dont_inherit=True)
        del tree
        started = time.monotonic()
        if timeline:
            tracer.begin(started)
        exec(program, vars(main))
        finished, status = True, 0
    except BaseException as error:
        status = _ended_by(error)
    _finish(main)
    ended = time.monotonic()
    os.lseek(control, 0, os.SEEK_SET)
    messages = os.read(control, 2**24).decode("utf-8", "replace").splitlines()
    os.close(control)
    pieces = [(t, stream, bytes(data)) for t, stream, data in kernel.end()]
    found = fields_of(messages, lines_of(pieces, started, ended, SHOWN_AS), timeline)
    spent = found.pop("spent")
    return _as_run(
        found
        | {
            "shape": SHAPE,
            "digest": hashlib.sha256(code.encode()).hexdigest(),
            "python": sys.version.split()[0],
            "exit_status": status,
            "seconds": round(max(0.0, ended - started - spent), 6),
            "cpu_seconds": 0.0,
            "finished": finished,
            "limit": None,
            "detail": "",
        }
    )


def _trace(tree: ast.Module, timeline: list[str], path: str, control: int) -> None:
    clock = Clock()
    vars(tracer).update(time=clock, _trace=tracer.Trace())
    vars(recorder)["time"] = clock
    tracer.instrument(tree, timeline, path)
    tracer.report_at_exit(control)


def _ended_by(error: BaseException) -> int:
    """Tell of an exception as the interpreter does when it ends, and give the exit status."""
    if isinstance(error, SystemExit):
        if error.code is None or isinstance(error.code, int):
            return (error.code or 0) & 0xFF
        print(error.code, file=sys.stderr)
        return 1
    trace = error.__traceback__
    if trace:  # the frame of ours
        trace = trace.tb_next
    if (
        isinstance(error, SyntaxError)
        and trace is not None
        and trace.tb_frame.f_code.co_filename == ast.__file__
    ):
        trace = None
    try:
        sys.excepthook(type(error), error.with_traceback(trace), trace)
    except BaseException:
        traceback.print_exception(error)
    return -signal.SIGINT if isinstance(error, KeyboardInterrupt) else 1


def _finish(main: types.ModuleType) -> None:
    """What an interpreter does at its end, in its order."""
    try:
        threading._shutdown()
        atexit._run_exitfuncs()
        _flush()
        names = vars(main)
        for private in (True, False):
            for name in list(names):
                if name.startswith("_") == private and name != "__builtins__":
                    names[name] = None
        sys.modules["__main__"] = types.ModuleType("__main__")
        names.clear()
        gc.collect()
    except BaseException as error:
        traceback.print_exception(error)
    _flush()


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()


def _as_run(fields: dict[str, Any]) -> Run:
    lines = tuple(Line(**line) for line in fields.pop("lines"))
    lanes = tuple(
        Lane(
            **lane | {"active": tuple(map(tuple, lane["active"])), "ready": tuple(map(tuple, lane["ready"]))}
        )
        for lane in fields.pop("lanes")
    )
    steps = tuple(
        Step(**step | {"wakes": tuple(Wake(**wake) for wake in step["wakes"]), "ready": tuple(step["ready"])})
        for step in fields.pop("steps")
    )
    fields |= {"tasks": tuple(fields["tasks"]), "never_called": tuple(fields["never_called"])}
    return Run(**fields, lines=lines, lanes=lanes, steps=steps)


install()
_state = _State()
