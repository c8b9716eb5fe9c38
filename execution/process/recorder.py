"""Records what the event loops of a block do, turn by turn: who ran, where it stopped, whom it woke.

asyncio runs everything through `Handle._run` (events.py, 3.11 to 3.14), so that one method is compiled
anew with a `with` around its body: no frame of ours stands on the stack, whatever the block prints of it.
Nothing of the block's is kept alive: tasks are known weakly, of frames only code and place are noted.
Asyncio's own callbacks are no steps, unless they make a task of the block's ready.
"""

from __future__ import annotations

import ast
import functools
import gc
import os
import threading
import time
from asyncio import CancelledError, base_events, events, tasks, timeouts
from collections import Counter, deque
from collections.abc import Callable
from types import AsyncGeneratorType, CodeType, CoroutineType, GeneratorType
from typing import Any
from weakref import WeakKeyDictionary, WeakSet

from rewriting import awaited, rewrite_method

MAX_STEPS = 200
"""Steps that are kept; further ones are counted."""
SUSPENDED: dict[type, tuple[str, str]] = {
    CoroutineType: ("cr_frame", "cr_await"),
    GeneratorType: ("gi_frame", "gi_yieldfrom"),
    AsyncGeneratorType: ("ag_frame", "ag_await"),
}
"""Attributes that tell the frame, and what it awaits."""
TASKS = (tasks.Task, tasks._PyTask)  # type: ignore[attr-defined]
STEP_NAMES = ("task_wakeup", "__wakeup", "__step")
OWN_TASKS = "shutdown_", "_"
"""Asyncio's coroutines with such names are tasks for its own ends …"""
NAMES = {"_wrap_awaitable": "awaitable", "async_generator_athrow": "aclose"}
"""… but for these, under better names."""
WOKEN_IN = dict.fromkeys(["streams", "selector_events", "base_events", "sslproto"], "socket")
WOKEN_IN |= {"subprocess": "process", "base_subprocess": "process", "Queue.join": "finished"}
"""What wakes a task that has called this function of asyncio, or one in this module …"""
WOKEN_FROM = {"Queue.get": "item", "Queue.put": "item"}
WOKEN_FROM |= {"Lock.acquire": "released", "Semaphore.acquire": "released"}
WOKEN_FROM |= dict.fromkeys(["Event.wait", "Condition.wait", "Barrier.wait"], "set")
"""… or, if none of these, waits in this function in the end."""
HAVE_TIMERS = (tasks.sleep.__code__, tasks.wait_for.__code__, tasks._wait.__code__)  # type: ignore[attr-defined]
MAX_DEPTH = 100
"""Coroutines that await each other, down to the one that is suspended."""
MAX_TIMERS = 50
"""Timers of a loop, the next ones first, that are searched for those of a task."""

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
        self.waits_in: list[CodeType] = []
        """The functions outside the block in which it waits, outermost first."""

    def resume(self, now: float) -> None:
        """It has the thread again."""
        for call in self.calls:
            call.resume(now)
        if self.calls and self.ready is not None:
            self.calls[-1].ready += self.ready, now


class Known:
    """What is known of tasks and callbacks."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.tasks: WeakKeyDictionary[Any, Tracked] = WeakKeyDictionary()
        self.callbacks: dict[CodeType, Tracked] = {}
        self.all: list[Tracked] = []
        self.lock = threading.Lock()

    def current(self) -> Tracked | None:
        """The task that holds this thread."""
        if events._get_running_loop() is None:
            return None
        task = tasks.current_task()
        return self.of_task(task) if task else None

    def of_task(self, task: Any) -> Tracked | None:
        """What is known of `task`; None if asyncio made it for itself."""
        found = self.tasks.get(task)
        if found is None and not task.done():
            coro = task.get_coro()
            code = getattr(coro, "cr_code", None)
            name = getattr(coro, "__qualname__", type(coro).__name__)
            if code and code.co_filename == self.path:
                name = name.rpartition(".")[2]
            elif name in NAMES:
                name = NAMES[name]
            elif code and code.co_name.startswith(OWN_TASKS) and _module(code):
                return None
            found = self.tasks[task] = self._track(name, code)
        return found

    def of_handle(self, handle: Any) -> tuple[Any, Tracked | None]:
        """The task that `handle` is a step of (else None), and what is known of it or of its callback."""
        callback = handle._callback
        task = getattr(callback, "__self__", None)
        if isinstance(task, TASKS) and (
            type(callback).__name__ == "TaskStepMethWrapper"
            or callback.__name__.removeprefix("_Task") in STEP_NAMES
        ):
            return task, self.of_task(task)
        code = _code(callback)
        if code is None or code.co_filename != self.path:
            return None, None
        found = self.callbacks.get(code)
        if found is None:
            found = self.callbacks[code] = self._track(code.co_name, code)
        return None, found

    def _track(self, name: str, code: CodeType | None) -> Tracked:
        with self.lock:
            found = Tracked(len(self.all), name, code)
            self.all.append(found)
        return found

    def suspension(self, task: Any, tracked: Tracked) -> dict[str, Any]:
        """Where `task` is suspended: innermost place in the block, and what it waits for there."""
        inner, loop = task.get_coro(), task.get_loop()
        waits_in: list[CodeType] = []
        found: dict[str, Any] = {}
        timers = [timer for timer in loop._scheduled[:MAX_TIMERS] if _limited_by(timer) is task]
        tracked.place = None
        for _ in range(MAX_DEPTH):
            if inner is None:
                break
            frame_name, next_name = SUSPENDED.get(type(inner), ("", ""))
            if not frame_name:  # e.g. the object between `async for` and its generator, which knows it
                inner = next((r for r in gc.get_referents(inner) if type(r) in SUSPENDED), None)
                continue
            frame = getattr(inner, frame_name)
            inner = getattr(inner, next_name)
            if frame is not None and frame.f_code.co_filename == self.path:
                tracked.place, waits_in, found = (frame.f_code, frame.f_lasti), [], {}
            elif frame is not None:
                waits_in.append(frame.f_code)
                if frame.f_code in HAVE_TIMERS:
                    own = frame.f_locals
                    timers.append(own.get("h") or own.get("timeout_handle"))
                    if len(waits_in) == 1 and "delay" in own:
                        found = {"waits": f"sleep({float(own['delay']):.4g})"}
        tracked.waits_in = waits_in
        if not waits_in and task._fut_waiter in self.tasks:
            found["awaits"] = self.tasks[task._fut_waiter]
        whens = [timer.when() for timer in timers if timer]
        if whens:
            found["until"] = time.monotonic() + min(whens) - loop.time()
        return found | {"stop": tracked.place}


class Recorder:
    """All turns of all loops from now on; `suspend` takes the thread from traced calls, and returns them."""

    def __init__(
        self, path: str, tree: ast.Module, suspend: Callable[[float, Tracked | None], list[Any]]
    ) -> None:
        self.known = Known(path)
        self.suspend = suspend
        self.awaited: dict[tuple[int, ...], str] = dict(awaited(tree))
        self.loops: WeakKeyDictionary[Any, int] = WeakKeyDictionary()
        self.foreign: WeakSet[Any] = WeakSet()
        """Handles that another thread has put into a loop's queue."""
        self.stopped: WeakSet[Any] = WeakSet()
        """Loops whose main task has ended."""
        self.steps: list[dict[str, Any]] = []
        self.left_out = 0
        self.sent: list[Callable[[], int]] = []
        """These tell how many bytes have left on stdout and on stderr."""
        loop = base_events.BaseEventLoop
        rewrite_method(events.Handle, "_run", around=lambda handle: Turn(self, handle))
        rewrite_method(loop, "create_task", value_of=ast.Return, through=self._made)
        rewrite_method(loop, "call_soon_threadsafe", value_of=ast.Assign, through=self._put)

    def _made(self, task: Any) -> Any:
        """A loop has made a task: if that has begun already (an eager one, 3.12), note its first turn."""
        if isinstance(task, TASKS) and (task.done() or getattr(task.get_coro(), "cr_suspended", False)):
            now = time.monotonic()
            tracked = self.known.of_task(task)
            if tracked:
                turn = Turn(self, None)
                turn.begin = tracked.call.start if tracked.call else now
                turn.kind, turn.task, turn.who, turn.place = "task", task, tracked, tracked.place
                tracked.is_new = False
                tracked.calls = self.suspend(now, tracked)
                self.keep(turn, now, task.get_loop(), [])
        return task

    def _put(self, handle: Any) -> Any:
        """A loop is given `handle` by `call_soon_threadsafe`, but not yet woken."""
        if threading.get_ident() != handle._loop._thread_id:
            self.foreign.add(handle)
        return handle

    def keep(self, turn: Turn, end: float, loop: Any, wakes: list[tuple[Tracked, str]]) -> None:
        """`turn` has ended; within the bound, make a step of it."""
        if len(self.steps) >= MAX_STEPS:
            self.left_out += 1
            return
        step = {
            "begin": turn.begin,
            "end": end,
            "kind": "timer" if turn.kind == "timeout" else turn.kind,
            "who": turn.who,
            "line": turn.place,
            "wakes": wakes,
            "sent": [sent() for sent in self.sent],
            "loop": self.loops.setdefault(loop, len(self.loops)),
            "queued": turn.handle is not None,
        }
        task = turn.task
        if task is not None and turn.who:
            if not task.done():
                step |= self.known.suspension(task, turn.who)
            elif task.cancelled():
                step["outcome"] = "cancelled"
            else:
                step["outcome"] = "raised" if task._exception else "returned"
        self.steps.append(step)

    def report(self, began: float, label: Callable[[Tracked], str]) -> dict[str, Any]:
        """The steps in the shape of `model.Run`; `sent` instead of `printed` (see `recording`)."""
        labels = _told_apart([label(tracked) for tracked in self.known.all])
        queues: dict[int, deque[int]] = {}
        steps = []
        for step in sorted(self.steps, key=lambda step: step["begin"]):
            queue = queues.setdefault(step["loop"], deque())
            who = step["who"].number if step["who"] else -1
            while step["queued"] and who in queue and queue.popleft() != who:
                pass  # its handle was cancelled
            queue.extend(tracked.number for tracked, _ in step["wakes"])
            stop = self._position(step.get("stop"))
            awaited = step.get("awaits")
            until = step.get("until")
            told = {
                "begin": round(step["begin"] - began, 6),
                "end": round(step["end"] - began, 6),
                "kind": step["kind"],
                "task": who,
                "line": self._position(step["line"])[0],
                "stop": stop[0],
                "waits": labels[awaited.number] if awaited else step.get("waits") or self._words(stop),
                "until": round(until - began, 6) if until else None,
                "outcome": step.get("outcome", ""),
                "wakes": [{"task": tracked.number, "how": how} for tracked, how in step["wakes"]],
                "ready": list(queue),
                "sent": step["sent"],
            }
            steps.append(told)
        return {"tasks": labels, "steps": steps, "steps_left_out": self.left_out}

    def _position(self, place: Place | None) -> tuple[int, ...]:
        if place is None or place[0].co_filename != self.known.path:
            return (0,)
        code, offset = place
        if offset < 0:
            return (code.co_firstlineno,)
        return tuple(number or 0 for number in list(code.co_positions())[offset // 2])

    def _words(self, position: tuple[int, ...]) -> str:
        return self.awaited.get(position) or self.awaited.get(position[:1], "")


class Turn:
    """One run of a handle: the context manager that the body of `Handle._run` was put into."""

    __slots__ = ("begin", "handle", "kind", "place", "queued", "recorder", "task", "who")

    def __init__(self, recorder: Recorder, handle: Any) -> None:
        self.recorder, self.handle = recorder, handle

    def __enter__(self) -> None:
        handle, recorder = self.handle, self.recorder
        self.task, self.who = recorder.known.of_handle(handle)
        queue = getattr(handle._loop, "_ready", ())
        self.queued = len(queue)
        self.kind = "task" if self.task is not None and self.who else self._origin()
        self.place = None
        if self.who:
            if self.task is not None and self.who.ready is None and not self.who.is_new:
                self._woken_outside(queue)
            self.who.is_new = False
            self.place = self.who.place
        self.begin = time.monotonic()
        if self.who:
            self.who.resume(self.begin)

    def __exit__(self, *_: object) -> None:
        now = time.monotonic()
        recorder, who, loop = self.recorder, self.who, self.handle._loop
        left = recorder.suspend(now, None)
        if who:
            who.calls = left
            who.ready = None
        keep = len(recorder.steps) < MAX_STEPS
        wakes = []
        queue = getattr(loop, "_ready", ())
        for place in range(min(0, self.queued - len(queue)), 0):
            handle = queue[place]
            task, tracked = recorder.known.of_handle(handle)
            if tracked and (task is not None or handle not in recorder.foreign):
                tracked.ready = now
                wakes.append((tracked, self._how(handle, task, tracked) if keep else ""))
        if getattr(loop, "_stopping", False):
            recorder.stopped.add(loop)
        if who or wakes:
            how = wakes[0][1] if wakes else ""
            if not who and (how == "signal" or (how == "socket" and self.kind == "callback")):
                self.kind = how
            recorder.keep(self, now, loop, wakes)

    def _origin(self) -> str:
        """What put the handle, which is no step of a task, into the queue."""
        handle, callback, who = self.handle, self.handle._callback, self.who
        if hasattr(handle, "_when"):
            late = getattr(callback, "__name__", "") in ("_on_timeout", "_release_waiter")
            return "timeout" if late else "timer"
        if handle in self.recorder.foreign or getattr(callback, "__name__", "") == "_set_state":
            return "thread"
        selector = getattr(handle._loop, "_selector", None)
        if who and who.ready is None and selector:
            return "socket" if any(handle in key.data for key in selector.get_map().values()) else "callback"
        code = _code(callback)
        return "socket" if code and WOKEN_IN.get(_module(code)) == "socket" else "callback"

    def _woken_outside(self, queue: Any) -> None:
        """The task was made ready by a signal, or when the loop wasn't running: note that as a step."""
        recorder, loop = self.recorder, self.handle._loop
        turn = Turn(recorder, self.handle)
        turn.who = turn.place = turn.task = None
        turn.begin = time.monotonic()
        turn.kind = "callback" if loop in recorder.stopped else "signal"
        wakes = []
        for handle in (self.handle, *queue):
            task, tracked = recorder.known.of_handle(handle)
            if tracked and task is not None and tracked.ready is None and not tracked.is_new:
                tracked.ready = turn.begin
                how = "cancel" if turn.kind == "signal" else "shutdown"
                wakes.append((tracked, how if task.cancelling() else "result"))
        recorder.keep(turn, turn.begin, loop, wakes)

    def _how(self, handle: Any, task: Any, tracked: Tracked) -> str:
        """How this turn made `task` ready, in the words of `model.How`."""
        if task is None:
            if handle in getattr(handle._loop, "_signal_handlers", {}).values():
                return "signal"
            ended = self.task is not None and handle._args and handle._args[0] is self.task
            return "finished" if ended else "scheduled"
        if tracked.is_new:
            tracked.is_new = False
            return "created"
        waiter = task._fut_waiter
        if waiter is None:
            return "again"
        if self.kind == "timeout":
            owner = getattr(self.handle._callback, "__self__", None)
            return "timeout" if getattr(owner, "_task", task) is task else "cancel"
        gone = waiter.cancelled() or isinstance(waiter._exception, CancelledError)
        if gone and task.cancelling():
            return "cancel"
        if self.kind in ("timer", "thread"):
            return self.kind
        failed = gone or waiter._exception is not None
        if tracked.waits_in:
            called = tracked.waits_in[0]
            found = WOKEN_IN.get(_module(called)) or WOKEN_IN.get(called.co_qualname)
            if self.who:
                found = found or WOKEN_FROM.get(tracked.waits_in[-1].co_qualname)
            if found:
                return found
        if self.who is None or isinstance(waiter, TASKS):
            return "exception" if failed else "finished"
        return "exception" if failed else "result"


def _limited_by(timer: Any) -> Any:
    """The task that `timer` will interrupt, as the end of a `timeout()`."""
    owner = getattr(timer._callback, "__self__", None)
    return getattr(owner, "_task", None) if type(owner) is timeouts.Timeout and not timer._cancelled else None


def _code(callback: Any) -> CodeType | None:
    """The code of a function, a method or a partial of one."""
    while isinstance(callback, functools.partial):
        callback = callback.func
    code = getattr(getattr(callback, "__func__", callback), "__code__", None)
    return code if isinstance(code, CodeType) else None


def _module(code: CodeType) -> str:
    """The name of the module of asyncio that `code` belongs to; empty if to none."""
    folder, file = os.path.split(code.co_filename)
    return file.removesuffix(".py") if os.path.basename(folder) == "asyncio" else ""


def _told_apart(labels: list[str]) -> list[str]:
    """Equal labels with their number."""
    same, counted = Counter(labels), Counter[str]()
    told = []
    for label in labels:
        counted[label] += 1
        told.append(f"{label} #{counted[label]}" if same[label] > 1 else label)
    return told
