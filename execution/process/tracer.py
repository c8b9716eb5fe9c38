"""Measures calls inside the interpreter that runs a block: when each holds its thread, when it awaits.

The functions named by the fence get a `with` statement around their body when the block is compiled, so
their calls report when they begin and how they end, in every version and at no cost to any other code.
When coroutines and generators are suspended and resumed in between is reported by `sys.monitoring` for
their code alone (PEP 669, Python 3.12). On 3.11, where only `sys.setprofile` would do and slow the whole
block down, it follows from the event loop: a task's coroutines hold the thread while the loop runs a step
of that task, and every `yield` of a traced generator reports itself.
"""

from __future__ import annotations

import ast
import atexit
import inspect
import json
import os
import sys
import threading
import time
from types import CodeType, FrameType, TracebackType
from typing import Any

MAX_CALLS = 1000
"""Calls that get a lane; further ones are counted."""
MAX_PAIRS = 1000
MAX_LABEL = 24
"""Characters of an argument that a label shows."""
PASSING = 50e-6
"""Seconds below which a coroutine counts as merely passing control on to the one it awaits."""
ASYNC = inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR

_functions: list[tuple[str, str, list[str]]] = []
"""Every traced function: the name given in the fence, its qualified name, its parameters."""
_calls: list[Call] = []
_open: dict[FrameType, Call] = {}
_uncounted = 0
_stacks = threading.local()


class Call:
    """One call of a traced function; the context manager that its body was put into."""

    def __init__(self, function: int) -> None:
        self.function = function
        self.arguments: list[tuple[str, str]] = []
        self.thread = ""
        self.start = self.end = 0.0
        self.outcome = "unfinished"
        self.active: list[list[float]] = []
        self.running = self.nested = False

    def __enter__(self) -> None:
        self.frame: FrameType | None = sys._getframe(1)
        self.is_async = bool(self.frame.f_code.co_flags & ASYNC)
        values = self.frame.f_locals
        self.arguments = [(n, _short(values[n])) for n in _functions[self.function][2] if n in values]
        if threading.current_thread() is not threading.main_thread():
            self.thread = threading.current_thread().name
        _open[self.frame] = self
        if len(_calls) < MAX_CALLS:
            _calls.append(self)
        else:
            global _uncounted
            _uncounted += 1
        self.start = time.monotonic()
        self.resume(self.start)

    def __exit__(self, kind: type[BaseException] | None, _: object, __: TracebackType | None) -> None:
        self.end = time.monotonic()
        self.suspend(self.end)
        if self.frame is not None:
            _open.pop(self.frame, None)
            if kind is None or (
                kind is GeneratorExit and not self.frame.f_code.co_flags & inspect.CO_COROUTINE
            ):
                self.outcome = "returned"
            elif kind is GeneratorExit or kind.__name__ == "CancelledError":
                self.outcome = "cancelled"
            else:
                self.outcome = "raised"
        self.frame = None

    def resume(self, now: float) -> None:
        """It has the thread; a coroutine below that awaits it doesn't, for so long."""
        stack = _stack()
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
        stack = _stack()
        if self in stack:
            stack.remove(self)
            self.pause(now, passing=self.nested)
            if self.is_async:
                for other in reversed(stack):
                    if other.is_async:
                        other.nested = True
                        other.go_on(now)
                        break

    def go_on(self, now: float) -> None:
        if not self.running:
            self.running = True
            self.active.append([now, now])

    def pause(self, now: float, *, passing: bool) -> None:
        if self.running:
            self.running = False
            self.active[-1][1] = now
            if passing and len(self.active) > 1 and now - self.active[-1][0] < PASSING:
                self.active.pop()


def _stack() -> list[Call]:
    if not hasattr(_stacks, "calls"):
        _stacks.calls = []
    stack: list[Call] = _stacks.calls
    return stack


def _short(value: object) -> str:
    try:
        text = repr(value)
    except Exception:  # a label must not break the block
        text = f"<{type(value).__name__}>"
    return text if len(text) <= MAX_LABEL else text[: MAX_LABEL - 1] + "…"


class _Instrument(ast.NodeVisitor):
    """Puts the body of every function with one of `names` into a `with` that makes a `Call`."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        self.scopes: list[tuple[str, bool]] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._inside(node, is_class=True)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        qualified = ".".join([*(name for name, _ in self.scopes), node.name])
        in_class = bool(self.scopes) and self.scopes[-1][1]
        self._inside(node, is_class=False)
        for name in self.names:
            if name == qualified or name == node.name:
                self._wrap(node, name, qualified, in_class)
                return

    visit_AsyncFunctionDef = visit_FunctionDef

    def _inside(self, node: ast.AST, *, is_class: bool) -> None:
        self.scopes.append((node.name, is_class))  # type: ignore[attr-defined]
        self.generic_visit(node)
        self.scopes.pop()

    def _wrap(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef, name: str, qualified: str, in_class: bool
    ) -> None:
        signature = node.args
        parameters = [a.arg for a in [*signature.posonlyargs, *signature.args, *signature.kwonlyargs]]
        static = any(isinstance(d, ast.Name) and d.id == "staticmethod" for d in node.decorator_list)
        if in_class and not static:
            parameters = parameters[1:]
        _functions.append((name, qualified, parameters))
        first = 1 if ast.get_docstring(node, clean=False) is not None else 0
        body = node.body[first:] or [ast.copy_location(ast.Pass(), node)]
        call = _call("Call", ast.copy_location(ast.Constant(len(_functions) - 1), body[0]), body[0])
        if sys.version_info < (3, 12):
            body = [_ReportYields().visit(statement) for statement in body]
        wrapped = ast.With(items=[ast.withitem(context_expr=call)], body=body)
        node.body[first:] = [ast.copy_location(wrapped, body[0])]


def yielding(value: Any) -> Any:
    """Called with what a traced generator is about to yield (3.11)."""
    call = _open.get(sys._getframe(1))
    if call is not None:
        call.suspend(time.monotonic())
    return value


def yielded(value: Any) -> Any:
    """Called with what a traced generator was sent when it goes on (3.11)."""
    call = _open.get(sys._getframe(1))
    if call is not None:
        call.resume(time.monotonic())
    return value


class _ReportYields(ast.NodeTransformer):
    """Makes each `yield` of one generator call `yielding` and `yielded`; inner functions stay as they are."""

    def visit_FunctionDef(self, node: ast.AST) -> ast.AST:
        return node

    visit_AsyncFunctionDef = visit_Lambda = visit_ClassDef = visit_FunctionDef

    def visit_Yield(self, node: ast.Yield) -> ast.AST:
        self.generic_visit(node)
        node.value = _call("yielding", node.value or ast.copy_location(ast.Constant(None), node), node)
        return _call("yielded", node, node)


def _call(function: str, argument: ast.expr, at: ast.AST) -> ast.expr:
    """`__import__('tracer').function(argument)`, at the place of `at`."""
    made = ast.parse(f"__import__('tracer').{function}()", mode="eval").body
    for part in ast.walk(made):
        ast.copy_location(part, at)
    assert isinstance(made, ast.Call)
    made.args = [argument]
    return made


def _follow_steps() -> None:
    """Have the event loop tell the beginning and end of each task's steps (3.11)."""
    from asyncio.events import Handle

    run = Handle._run
    suspended: dict[Any, list[Call]] = {}

    def step(handle: Any) -> None:
        task = getattr(handle._callback, "__self__", None)
        now = time.monotonic()
        for call in suspended.pop(task, ()):
            call.resume(now)
        try:
            run(handle)
        finally:
            now = time.monotonic()
            left = [call for call in _stack() if call.is_async]
            for call in reversed(left):
                call.suspend(now)
            if left:
                suspended[task] = left

    setattr(Handle, "_run", step)  # noqa: B010 - an assignment the type checker can't follow


def begin() -> None:
    """Called by the block's first statement: have suspensions of its functions reported (3.12)."""
    if sys.version_info < (3, 12):
        return

    def resumed(*_: object) -> None:
        call = _open.get(sys._getframe(1))
        if call is not None:
            call.resume(time.monotonic())

    def suspended(*_: object) -> None:
        call = _open.get(sys._getframe(1))
        if call is not None:
            call.suspend(time.monotonic())

    def watch(code: CodeType) -> None:
        if code.co_qualname.replace("<locals>.", "") in qualified_names:
            monitoring.set_local_events(tool, code, events.PY_RESUME | events.PY_YIELD)
        for constant in code.co_consts:
            if isinstance(constant, CodeType):
                watch(constant)

    monitoring = sys.monitoring
    tool, events = monitoring.PROFILER_ID, monitoring.events
    qualified_names = {qualified for _, qualified, _ in _functions}
    monitoring.use_tool_id(tool, "timeline")
    monitoring.register_callback(tool, events.PY_RESUME, resumed)
    monitoring.register_callback(tool, events.PY_THROW, resumed)
    monitoring.register_callback(tool, events.PY_YIELD, suspended)
    monitoring.set_events(tool, events.PY_THROW)  # can only be had for all code
    watch(sys._getframe(1).f_code)


def instrument(tree: ast.Module, names: list[str]) -> None:
    """Prepare the functions of `tree` that `names` lists; `begin()` is to be called by its code."""
    _Instrument(names).visit(tree)
    if sys.version_info < (3, 12) and any(isinstance(n, ast.AsyncFunctionDef) for n in ast.walk(tree)):
        _follow_steps()  # before the clock starts, since it imports asyncio


def report_at_exit(names: list[str], control: int) -> None:
    """Write the lanes to the descriptor `control` when the interpreter ends (times: time.monotonic)."""
    pid = os.getpid()

    def write() -> None:
        if os.getpid() != pid:
            return
        now = time.monotonic()
        for call in _open.values():
            call.pause(now, passing=False)
            call.end = now
        called = {_functions[call.function][0] for call in _calls}
        telling = [_telling_apart(number) for number in range(len(_functions))]
        message = {
            "lanes": [_lane(call, telling[call.function]) for call in _calls],
            "unlisted": _uncounted,
            "silent": [name for name in names if name not in called],
            "spent": time.monotonic() - now,  # which is no time of the block's
        }
        data = f"lanes {json.dumps(message)}\n".encode()
        while data:
            data = data[os.write(control, data) :]

    atexit.register(write)


def _telling_apart(function: int) -> list[str]:
    """The parameters of `function`, those first in which its calls differ."""
    calls = [dict(call.arguments) for call in _calls if call.function == function]
    parameters = _functions[function][2]
    return sorted(parameters, key=lambda name: len({call.get(name) for call in calls}) < 2)


def _lane(call: Call, parameters: list[str]) -> dict[str, Any]:
    shown = dict(call.arguments)
    argument = next((shown[name] for name in parameters if name in shown), "")
    qualified = _functions[call.function][1]
    return {
        "call": f"{qualified.rpartition('.')[2]}({argument})",
        "function": qualified,
        "thread": call.thread,
        "start": call.start,
        "end": call.end,
        "outcome": call.outcome,
        "active": _bounded(call),
    }


def _bounded(call: Call) -> list[list[float]]:
    """When the call held its thread; in more than MAX_PAIRS pieces, without gaps too short to be seen."""
    if len(call.active) <= MAX_PAIRS:
        return call.active
    shortest = (call.end - call.start) / MAX_PAIRS
    joined = call.active[:1]
    for pair in call.active[1:]:
        if pair[0] - joined[-1][1] < shortest:
            joined[-1][1] = pair[1]
        else:
            joined.append(pair)
    return joined
