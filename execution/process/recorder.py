"""Records what the event loops of a block do, turn by turn: who ran, where it stopped, whom it woke.

asyncio runs everything through `Handle._run` (events.py, 3.11 to 3.14), so that one method is compiled
anew with a `with` around its body: no frame of ours stands on the stack, whatever the block prints of it.
Nothing of the block's is kept alive: tasks are known weakly, of frames only code and place are noted.
"""

from __future__ import annotations

import ast
import gc
import inspect
import textwrap
import time
from asyncio import events, tasks
from collections import Counter, deque
from collections.abc import Callable, Iterator
from types import AsyncGeneratorType, CodeType, CoroutineType, FunctionType, GeneratorType
from typing import Any
from weakref import WeakKeyDictionary

MAX_STEPS = 200
"""Steps that are kept; further ones are counted."""
MAX_TEXT = 40
"""Characters of an awaited expression that are told; of a longer call, the name."""
SUSPENDED: dict[type, tuple[str, str]] = {
    CoroutineType: ("cr_frame", "cr_await"),
    GeneratorType: ("gi_frame", "gi_yieldfrom"),
    AsyncGeneratorType: ("ag_frame", "ag_await"),
}
"""Attributes that tell the frame, and what it awaits."""
STEPS = ("task_wakeup", "_Task__wakeup", "_Task__step", "__wakeup", "__step")
OWN_TASKS = ("shutdown_asyncgens", "shutdown_default_executor", "_accept_connection2")
"""Coroutines that asyncio makes tasks of for itself."""
WOKEN_IN = {
    "queues.py": "item",
    "taskgroups.py": "finished",
    "streams.py": "socket",
    "selector_events.py": "socket",
    "base_events.py": "socket",
    "sslproto.py": "socket",
    "subprocess.py": "process",
}
"""What wakes a task that waits in this module of asyncio …"""
WOKEN_FROM = {"acquire": "released", "wait": "set", "_block": "set", "_wait": "finished", "wait_for": "result"}
"""… and, in the others, in this function."""

Place = tuple[CodeType, int]
"""Code, and the offset of an instruction in it; -1: its beginning."""


class Tracked:
    """A task, or a callback of the block's own, as far as known; it doesn't keep it alive."""

    def __init__(self, number: int, name: str, code: CodeType | None) -> None:
        self.number, self.name, self.code = number, name, code
        self.is_new = True
        self.call: Any = None
        """The traced call of `code`, which lends its label."""
        self.calls: list[Any] = []
        """Its traced calls that are suspended, outermost first."""
        self.ready: float | None = None
        self.place: Place | None = (code, -1) if code else None
        self.function: CodeType | None = None
        """In which function of asyncio it waits."""

    def resume(self, now: float) -> None:
        """It has the thread again."""
        for call in self.calls:
            call.resume(now)
        if self.calls and self.ready is not None:
            self.calls[-1].ready.append([self.ready, now])
            self.ready = None


class Recorder:
    """All turns of all loops; `suspend(now)` ends and returns what the traced calls of a thread hold."""

    def __init__(self, path: str, tree: ast.Module, suspend: Callable[[float], list[Any]]) -> None:
        self.path = path
        self.suspend = suspend
        self.awaited = dict(_awaited(tree))
        self.tasks: WeakKeyDictionary[Any, Tracked] = WeakKeyDictionary()
        self.callbacks: dict[CodeType, Tracked] = {}
        self.tracked: list[Tracked] = []
        self.loops: WeakKeyDictionary[Any, int] = WeakKeyDictionary()
        self.turns: list[dict[str, Any]] = []
        self.left_out = 0
        self.sent: list[Callable[[], int]] = []
        """These tell how many bytes have left on stdout and on stderr."""

    def watch(self) -> None:
        """Have every turn of every loop recorded from now on."""
        setattr(events.Handle, "_run", _surrounded(events.Handle._run, lambda handle: Turn(self, handle)))  # noqa: B010

    def current(self) -> Tracked | None:
        """The task that holds this thread."""
        if events._get_running_loop() is None:
            return None
        task = tasks.current_task()
        return self.of_task(task) if task else None

    def of_task(self, task: Any) -> Tracked | None:
        """What is known of `task`; None if asyncio made it for itself."""
        found = self.tasks.get(task)
        if found is None:
            coro = task.get_coro()
            name = getattr(coro, "__qualname__", type(coro).__name__).rpartition(".")[2]
            if name in OWN_TASKS:
                return None
            code = getattr(coro, "cr_code", None)
            found = self.tasks[task] = Tracked(len(self.tracked), name, code)
            self.tracked.append(found)
        return found

    def of_handle(self, handle: Any) -> tuple[Any, Tracked | None]:
        """The task that `handle` is a step of (else None), and what is known of it or of its callback."""
        callback = handle._callback
        task = getattr(callback, "__self__", None)
        if hasattr(task, "get_coro"):
            kind = getattr(callback, "__name__", "")
            if kind in STEPS or type(callback).__name__ == "TaskStepMethWrapper":
                return task, self.of_task(task)
        while hasattr(callback, "func"):  # functools.partial
            callback = callback.func
        code = getattr(getattr(callback, "__func__", callback), "__code__", None)
        if code is None or code.co_filename != self.path:
            return None, None
        found = self.callbacks.get(code)
        if found is None:
            found = self.callbacks[code] = Tracked(len(self.tracked), code.co_name, code)
            self.tracked.append(found)
        return None, found

    def suspension(self, task: Any, tracked: Tracked) -> dict[str, Any]:
        """Where `task` is suspended: innermost place in the block, and what it waits for there."""
        inner, called = task.get_coro(), None
        tracked.place = None
        while inner is not None:
            shape = SUSPENDED.get(type(inner))
            if shape is None:  # e.g. the object between `async for` and its generator, which knows it
                inner = next((r for r in gc.get_referents(inner) if type(r) in SUSPENDED), None)
                continue
            frame = getattr(inner, shape[0])
            if frame is not None:
                if frame.f_code.co_filename == self.path:
                    tracked.place, called = (frame.f_code, frame.f_lasti), None
                elif called is None:
                    called = frame
            inner = getattr(inner, shape[1])
        tracked.function = called.f_code if called else None
        found: dict[str, Any] = {"stop": tracked.place}
        if called and called.f_code.co_name == "sleep" and _module(called.f_code) == "tasks.py":
            own = called.f_locals
            found["waits"] = f"sleep({own['delay']:g})"
            found["until"] = own["h"].when() if "h" in own else None
        elif called is None and task._fut_waiter in self.tasks:
            found["awaits"] = self.tasks[task._fut_waiter]
        return found

    def report(self, began: float, label: Callable[[Tracked], str]) -> dict[str, Any]:
        """The steps in the shape of `model.Run`; `sent` instead of `printed` (see `recording`)."""
        labels = [label(tracked) for tracked in self.tracked]
        same = Counter(labels)
        counted: Counter[str] = Counter()
        for number, text in enumerate(labels):
            if same[text] > 1:  # told apart by their order
                counted[text] += 1
                labels[number] = f"{text} #{counted[text]}"
        queues: dict[int, deque[int]] = {}
        steps = []
        for turn in sorted(self.turns, key=lambda turn: turn["begin"]):
            queue = queues.setdefault(turn["loop"], deque())
            who = turn["who"].number if turn["who"] else -1
            while who in queue and queue.popleft() != who:
                pass  # one that was cancelled
            wakes = [{"task": tracked.number, "how": how} for tracked, how in turn["wakes"]]
            queue.extend(wake["task"] for wake in wakes)
            awaited = turn.get("awaits")
            stop = self._position(turn.get("stop"))
            waits = labels[awaited.number] if awaited else turn.get("waits") or self._words(stop)
            steps.append(
                {
                    "begin": round(turn["begin"] - began, 6),
                    "end": round(turn["end"] - began, 6),
                    "kind": turn["kind"],
                    "task": who,
                    "line": self._position(turn["line"])[0],
                    "stop": stop[0],
                    "waits": waits,
                    "until": round(turn["until"] - began, 6) if turn.get("until") else None,
                    "outcome": turn.get("outcome", ""),
                    "wakes": wakes,
                    "ready": list(queue),
                    "sent": turn["sent"],
                }
            )
        return {"tasks": labels, "steps": steps, "steps_left_out": self.left_out}

    def _position(self, place: Place | None) -> tuple[int, ...]:
        if place is None or place[0].co_filename != self.path:
            return (0,)
        code, offset = place
        if offset < 0:
            return (code.co_firstlineno,)
        positions = list(code.co_positions())[offset // 2]
        return tuple(number or 0 for number in positions)

    def _words(self, position: tuple[int, ...]) -> str:
        return self.awaited.get(position) or self.awaited.get(position[:1], "")


class Turn:
    """One run of a handle: the context manager that the body of `Handle._run` was put into."""

    __slots__ = ("begin", "handle", "kind", "place", "queued", "recorder", "task", "who")

    def __init__(self, recorder: Recorder, handle: Any) -> None:
        self.recorder, self.handle = recorder, handle

    def __enter__(self) -> None:
        handle = self.handle
        self.task, self.who = self.recorder.of_handle(handle)
        self.kind = "task" if self.task is not None else _kind(handle)
        self.queued = len(getattr(handle._loop, "_ready", ()))
        self.place = None
        if self.who:
            self.who.is_new = False
            self.place = self.who.place
        self.begin = time.monotonic()
        if self.who:
            self.who.resume(self.begin)

    def __exit__(self, *_: object) -> None:
        now = time.monotonic()
        recorder, who, task, loop = self.recorder, self.who, self.task, self.handle._loop
        left = recorder.suspend(now)
        if who:
            who.calls = left
            who.ready = None
        keep = len(recorder.turns) < MAX_STEPS
        wakes = []
        ready = getattr(loop, "_ready", ())
        for place in range(min(0, self.queued - len(ready)), 0):
            woken, tracked = recorder.of_handle(ready[place])
            if tracked:
                tracked.ready = now
                wakes.append((tracked, self._how(woken, tracked) if keep else ""))
        if who is None and not wakes:
            return
        if not keep:
            recorder.left_out += 1
            return
        kind = self.kind
        if who is None and kind == "callback" and wakes[0][1] in ("thread", "socket"):
            kind = wakes[0][1]
        step = {
            "begin": self.begin,
            "end": now,
            "kind": "timer" if kind == "timeout" else kind,
            "who": who,
            "line": self.place,
            "wakes": wakes,
            "sent": [sent() for sent in recorder.sent],
            "loop": recorder.loops.setdefault(loop, len(recorder.loops)),
        }
        if task is not None and who:
            if not task.done():
                step |= recorder.suspension(task, who)
            elif task.cancelled():
                step["outcome"] = "cancelled"
            else:
                step["outcome"] = "raised" if task._exception else "returned"
        recorder.turns.append(step)

    def _how(self, task: Any, tracked: Tracked) -> str:
        """How this turn made `task` ready, in the words of `model.How`."""
        if task is None:
            return "scheduled"
        if tracked.is_new:
            tracked.is_new = False
            return "created"
        waiter = task._fut_waiter
        failed = waiter is not None and (waiter.cancelled() or waiter._exception is not None)
        if self.kind in ("timer", "timeout", "thread"):
            return self.kind
        if failed and waiter.cancelled() and task.cancelling():
            return "cancel"
        if tracked is self.who:
            return "again"
        if hasattr(waiter, "get_coro") or type(waiter).__name__ == "_GatheringFuture":
            return "exception" if failed else "finished"
        if tracked.function:
            found = WOKEN_IN.get(_module(tracked.function))
            return found or WOKEN_FROM.get(tracked.function.co_name, "result")
        return "exception" if failed else "result"


def _kind(handle: Any) -> str:
    """What a handle that is no step of a task comes from."""
    name = getattr(handle._callback, "__name__", "")
    if hasattr(handle, "_when"):
        return "timeout" if name in ("_on_timeout", "_release_waiter") else "timer"
    return "thread" if name == "_set_state" else "callback"


def _module(code: CodeType) -> str:
    return code.co_filename.rpartition("/")[2]


def _surrounded(function: Any, manager: Callable[[Any], Any]) -> Any:
    """`function` with `with manager(self):` around its body, and nothing else of it changed."""
    lines, first = inspect.getsourcelines(function)
    tree = ast.parse("class Handle:\n" + textwrap.indent("".join(lines), ""))  # columns stay as they are
    ast.increment_lineno(tree, first - 2)
    method = tree.body[0].body[0]  # type: ignore[attr-defined]
    item = ast.parse("__manager__(self)", mode="eval").body
    for part in ast.walk(item):
        ast.copy_location(part, method.body[0])
    statement = ast.With(items=[ast.withitem(context_expr=item)], body=method.body)
    method.body = [ast.copy_location(statement, method.body[0])]
    made = compile(tree, function.__code__.co_filename, "exec", dont_inherit=True)
    for _ in range(2):  # module, class, method
        made = next(constant for constant in made.co_consts if isinstance(constant, CodeType))
    names = function.__globals__ | {"__manager__": manager}
    return FunctionType(made, names, function.__name__, function.__defaults__)


def _awaited(tree: ast.Module) -> Iterator[tuple[tuple[int, ...], str]]:
    """For each place where the block may be suspended, by position and by line: what it awaits."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Await):
            waits = [(node, _text(node.value))]
        elif isinstance(node, ast.AsyncWith):
            contexts = [item.context_expr for item in reversed(node.items)]
            waits = [(context, f"async with {_text(context)}") for context in contexts]
        elif isinstance(node, ast.AsyncFor):
            waits = [(node.iter, f"async for … in {_text(node.iter)}")]
        else:
            continue
        for at, text in waits:
            yield (node.lineno,), text
            yield (at.lineno, at.end_lineno or 0, at.col_offset, at.end_col_offset or 0), text


def _text(node: ast.expr) -> str:
    text = ast.unparse(node).replace("asyncio.", "")
    if len(text) > MAX_TEXT and isinstance(node, ast.Call):
        text = f"{ast.unparse(node.func).removeprefix('asyncio.')}(…)"
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"
