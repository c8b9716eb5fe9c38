"""Measures calls inside the interpreter that runs a block: when each holds its thread, when it awaits.

The functions named by the fence get a `with` statement around their body when the block is compiled, so
their calls report when they begin and how they end, in every version and at no cost to any other code.
In between, coroutines give the thread back when the loop's turn ends (see `recorder`), and generators
at a `yield`, which reports itself.
"""

from __future__ import annotations

import ast
import atexit
import contextlib
import inspect
import io
import itertools
import json
import os
import sys
import threading
import time
from types import FrameType, TracebackType, WrapperDescriptorType
from typing import Any

from rewriting import Instrument, imports_asyncio

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from recorder import Recorder, Tracked

MAX_CALLS = 1000
"""Calls that get a lane; further ones are counted."""
MAX_PAIRS = 1000
MAX_LABEL = 24
"""Characters of an argument that a label shows."""
PASSING = 50e-6
"""Seconds below which a coroutine counts as merely passing control on to the one it awaits."""
GENERATOR = inspect.CO_GENERATOR | inspect.CO_ASYNC_GENERATOR
ASYNC = inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR

BRACKETS: dict[type, str] = {list: "[]", tuple: "()", set: "{}", frozenset: "{}", dict: "{}"}


class Trace:
    """Everything noted in this process."""

    def __init__(self) -> None:
        self.functions: list[tuple[str, str, list[str]]] = []
        """Every traced function: the name given in the fence, its qualified name, its parameters."""
        self.calls: list[Call] = []
        self.generators: dict[FrameType, Call] = {}
        """The calls of generators that are under way."""
        self.called: set[str] = set()
        self.lanes_left_out = 0
        self.stacks = threading.local()
        self.recorder: Recorder | None = None
        self.began = 0.0
        self.control = self.pid = -1

    def stack(self) -> list[Call]:
        """The calls that hold this thread, outermost first."""
        if not hasattr(self.stacks, "calls"):
            self.stacks.calls = []
        stack: list[Call] = self.stacks.calls
        return stack

    def suspend(self, now: float, tracked: Tracked | None) -> list[Call]:
        """Take the thread from the coroutines on the stack, or from those of one task; return them."""
        left = [call for call in self.stack() if call.is_async and tracked in (None, call.tracked)]
        for call in reversed(left):
            call.suspend(now)
        return left


_trace = Trace()


class Call:
    """One call of a traced function; the context manager that its body was put into."""

    def __init__(self, function: int, *values: object) -> None:
        self.function = function
        name, _, parameters = _trace.functions[function]
        self.arguments = {n: short(value) for n, value in zip(parameters, values)}  # noqa: B905
        self.thread = ""
        self.start = self.end = 0.0
        self.outcome = "unfinished"
        self.active: list[float] = []
        """Begin and end of each time it held the thread, in one flat list: little work for the collector."""
        self.ready: list[float] = []
        """Begin and end of each time that it could have."""
        self.running = self.nested = False
        self.tracked: Tracked | None = None
        self.frame: FrameType | None = None
        if name not in _trace.called:
            _trace.called.add(name)
            tell(f"called {name}")

    def __enter__(self) -> None:
        frame = sys._getframe(1)
        self.flags = frame.f_code.co_flags
        self.is_async = bool(self.flags & ASYNC)
        if self.flags & GENERATOR:
            self.frame = frame
            _trace.generators[frame] = self
        if threading.current_thread() is not threading.main_thread():
            self.thread = threading.current_thread().name
        if len(_trace.calls) < MAX_CALLS:
            _trace.calls.append(self)
        else:
            _trace.lanes_left_out += 1
        if _trace.recorder:
            self.tracked = _trace.recorder.known.current()
        self.start = time.monotonic()
        if self.tracked and not self.tracked.call and frame.f_code is self.tracked.code:
            self.tracked.call = self
            if self.tracked.ready is not None:
                self.ready += self.tracked.ready, self.start
        self.resume(self.start)

    def __exit__(self, kind: type[BaseException] | None, _: object, __: TracebackType | None) -> None:
        self.end = time.monotonic()
        self.suspend(self.end)
        if self.frame is not None:
            _trace.generators.pop(self.frame, None)
            self.frame = None
        if kind is None or (kind is GeneratorExit and self.flags & GENERATOR):
            self.outcome = "returned"
        elif kind is GeneratorExit or kind.__name__ == "CancelledError":
            self.outcome = "cancelled"
        else:
            self.outcome = "raised"

    def resume(self, now: float) -> None:
        """It has the thread; a coroutine below that awaits it doesn't, for so long."""
        stack = _trace.stack()
        if self.is_async:
            for other in reversed(stack):
                if other.is_async:
                    other.pause(now, passing=True)
                    break
        stack.append(self)
        self.nested = False
        self.go_on(now)

    def suspend(self, now: float) -> None:
        """It has given the thread back, to the coroutine that awaits it or to the event loop."""
        stack = _trace.stack()
        if self in stack:
            stack.remove(self)
            self.pause(now, passing=self.nested)
            if self.is_async:
                for other in reversed(stack):
                    if other.is_async:
                        other.nested = True
                        other.go_on(now)
                        break

    def taken_up(self) -> None:
        """It goes on from a `yield from`, unless that has just begun."""
        if not self.running:
            self.resume(time.monotonic())

    def passed_on(self, _: None, value: Any) -> Any:
        """It is about to give `value`, which `yield from` has got."""
        self.suspend(time.monotonic())
        return value

    def go_on(self, now: float) -> None:
        if not self.running:
            self.running = True
            self.active += now, now

    def pause(self, now: float, *, passing: bool) -> None:
        if self.running:
            self.running = False
            self.active[-1] = now
            if passing and len(self.active) > 2 and now - self.active[-2] < PASSING:
                del self.active[-2:]


def short(value: object) -> str:
    """A `repr` for a label: of a big value only the beginning is looked at."""
    try:
        text = _repr(value)
    except Exception:  # a label must not break the block
        text = "<"
    if text.startswith("<"):  # an address in memory says nothing
        text = f"<{getattr(value, '__name__', type(value).__name__)}>"
    return text if len(text) <= MAX_LABEL else text[: MAX_LABEL - 1] + "…"


def _repr(value: Any, depth: int = 3) -> str:
    kind = type(value)
    if kind in (str, bytes, bytearray):
        return repr(value[: MAX_LABEL + 1])
    if kind in BRACKETS and value:
        if not depth:
            return "…".join(BRACKETS[kind])
        first = list(itertools.islice(value, MAX_LABEL // 3))
        parts = [_repr(part, depth - 1) for part in first]
        if kind is dict:
            parts = [
                f"{part}: {_repr(value[key], depth - 1)}" for key, part in zip(first, parts, strict=True)
            ]
        if len(first) < len(value):
            parts.append("…")
        text = ", ".join(parts) + "," * (kind is tuple and len(parts) == 1)
        return text.join(BRACKETS[kind])
    sized = isinstance(getattr(kind, "__len__", None), WrapperDescriptorType) and kind is not range
    if (sized and len(value) > MAX_LABEL) or (kind is int and value.bit_length() > 4 * MAX_LABEL):
        return f"<{kind.__name__}>"
    return repr(value)


def tell(message: str) -> None:
    """Send a line to the supervisor, unless this is a forked child or the block has closed everything."""
    data = f"{message}\n".encode()
    with contextlib.suppress(OSError):
        while data and os.getpid() == _trace.pid:
            data = data[os.write(_trace.control, data) :]


def yielding(value: Any) -> Any:
    """Called with what a traced generator is about to yield."""
    call = _trace.generators.get(sys._getframe(1))
    if call is not None:
        call.suspend(time.monotonic())
    return value


def yielded(value: Any) -> Any:
    """Called with what a traced generator was sent when it goes on."""
    call = _trace.generators.get(sys._getframe(1))
    if call is not None:
        call.resume(time.monotonic())
    return value


def yielding_from(values: Any) -> Any:
    """Called with what a traced generator does `yield from`: it then reports like `yield`."""
    call = _trace.generators.get(sys._getframe(1))
    if call is None or not hasattr(type(values), "__iter__"):
        return values
    delegate = _Delegate(call.passed_on, iter(call.taken_up, values), values)
    delegate.call, delegate.values = call, iter(values)
    return delegate


class _Delegate(map):  # type: ignore[type-arg]
    """Passes on what `values` give. `map`, written in C, adds no frame to tracebacks."""

    call: Call
    values: Any

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.values, name)  # send, throw or close, if the values have it
        if name == "close":
            return method

        def reported(*given: Any) -> Any:
            self.call.taken_up()
            return self.call.passed_on(None, method(*given))

        return reported


def instrument(tree: ast.Module, names: list[str], path: str) -> None:
    """Prepare the functions of `tree`, the block at `path`, that `names` lists."""
    if any(isinstance(node, ast.AsyncFunctionDef) or imports_asyncio(node) for node in ast.walk(tree)):
        from recorder import Recorder  # imports asyncio, which takes long, but before the clock starts

        _trace.recorder = Recorder(path, tree, _trace.suspend)
    instrumented = Instrument(names)
    instrumented.visit(tree)
    _trace.functions = instrumented.functions


def begin(now: float) -> None:
    """The block's first statement comes next; times are counted from `now`."""
    _trace.began = now


class _Counting(io.FileIO):
    """Counts what leaves on a stream."""

    sent = 0

    def write(self, data: Any) -> int:
        written = super().write(data)
        self.sent += written
        return written


def _count_output(name: str, fd: int) -> Callable[[], int]:
    """Open a standard stream anew, as it is, over one that counts; return what tells the bytes."""
    old = getattr(sys, name)
    raw = _Counting(fd, "w", closefd=False)
    raw.name = old.buffer.raw.name
    made = io.BufferedWriter(raw), old.encoding, old.errors, None, old.line_buffering, old.write_through
    new = io.TextIOWrapper(*made)
    setattr(sys, name, new)
    setattr(sys, f"__{name}__", new)
    return lambda: raw.sent


def report_at_exit(control: int) -> None:
    """Write what was noted to the descriptor `control` when the interpreter ends."""
    _trace.control, _trace.pid = control, os.getpid()
    if _trace.recorder:
        _trace.recorder.sent = [_count_output("stdout", 1), _count_output("stderr", 2)]

    def write() -> None:
        if os.getpid() != _trace.pid:
            return
        now = time.monotonic()
        for call in _trace.calls:
            if not call.end:
                call.pause(now, passing=False)
                call.end = now
        telling = [_telling_apart(number) for number in range(len(_trace.functions))]
        message: dict[str, Any] = {
            "lanes": [_lane(call, telling[call.function]) for call in _trace.calls],
            "lanes_left_out": _trace.lanes_left_out,
        }
        if _trace.recorder:
            message |= _trace.recorder.report(
                _trace.began,
                lambda tracked: (
                    _label(tracked.call, telling[tracked.call.function])
                    if tracked.call
                    else f"{tracked.name}()"
                ),
            )
        tell(f"traced {json.dumps(message)}")
        tell(f"spent {time.monotonic() - now}")  # which is no time of the block's

    atexit.register(write)


def _telling_apart(function: int) -> list[str]:
    """The parameters of `function`, those first in which its calls differ."""
    calls = [call.arguments for call in _trace.calls if call.function == function]
    parameters = _trace.functions[function][2]
    return sorted(parameters, key=lambda name: len({call.get(name) for call in calls}) < 2)


def _label(call: Call, parameters: list[str]) -> str:
    argument = next((call.arguments[name] for name in parameters if name in call.arguments), "")
    return f"{_trace.functions[call.function][1].rpartition('.')[2]}({argument})"


def _lane(call: Call, parameters: list[str]) -> dict[str, Any]:
    return {
        "call": _label(call, parameters),
        "function": _trace.functions[call.function][1],
        "thread": call.thread,
        "start": _since(call.start),
        "end": _since(call.end),
        "outcome": call.outcome,
        "active": _pairs(call.active),
        "ready": _pairs(call.ready),
        "task": call.tracked.number if call.tracked else -1,
    }


def _since(clock: float) -> float:
    return round(clock - _trace.began, 6)


def _pairs(times: list[float]) -> list[tuple[float, float]]:
    """`times` as (begin, end); of more than MAX_PAIRS, those too close to be told apart are joined."""
    shortest = (times[-1] - times[0]) / MAX_PAIRS if len(times) > 2 * MAX_PAIRS else -1.0
    joined = times[:1]
    for end, begin in zip(times[1::2], times[2::2]):  # noqa: B905 - nothing follows the last end
        if begin - end >= shortest:
            joined += end, begin
    joined += times[-1:]
    return [(_since(begin), _since(end)) for begin, end in zip(joined[::2], joined[1::2], strict=True)]
