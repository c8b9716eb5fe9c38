"""Steps against ground truth: generated programs keep an account of their turns, and the steps agree."""

from __future__ import annotations

import itertools
import json
import sys
import textwrap
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from execution.model import Run, Step
from tests.support import a_block, execute


def run(code: str, timeline: str = "main", exit_status: int = 0) -> Run:
    result = execute(a_block(code, timeline=timeline, timeout="20"))
    assert result.exit_status == exit_status, result.output
    return result


def told(result: Run) -> list[str]:
    """Each step in short: who ran, where it stopped or how it ended, whom it woke and how."""
    lines = []
    for step in result.steps:
        who = result.tasks[step.task] if step.task >= 0 else "loop"
        where = step.waits or (step.outcome if step.kind == "task" else step.kind)
        wakes = " ".join(f"{result.tasks[wake.task]}:{wake.how}" for wake in step.wakes)
        lines.append(f"{who} {where} -> {wakes}".removesuffix(" -> "))
    return lines


ACCOUNT = '''
import asyncio, json, sys

events, tasks, waiting, asked = [], {}, {}, set()

def look(by):
    """Whoever's future is done now and wasn't at the last look was woken meanwhile."""
    for name, (future, what) in list(waiting.items()):
        if future.done():
            del waiting[name]
            failed = future.cancelled() or future.exception() is not None
            gone = future.cancelled() or isinstance(future.exception(), asyncio.CancelledError)
            if gone and (name in asked or what not in ("task", "finished")):
                how = "cancel"
            elif what in ("task", "finished"):
                how = "exception" if failed else "finished"
            else:
                how = what
            ended = next((n for n, task in tasks.items() if task is future), None)
            events.append(["woken", ended or by, name, how])

def begin(me):
    look("loop")
    events.append(["run", me])

def end(me, outcome):
    look(me)
    events.append(["end", me, outcome])

def make(me, function):
    name = f"{function.__name__}-{len(tasks)}"
    tasks[name] = asyncio.create_task(function(name))
    events.append(["made", me, name])
    return tasks[name]

def cancel(me, number):
    name = list(tasks)[number % len(tasks)]
    if name != me and not tasks[name].done():
        asked.add(name)
        tasks[name].cancel()

class at:
    __slots__ = ("me", "what", "inner", "line", "stopped")

    def __init__(self, me, what, awaitable):
        self.me, self.what, self.inner, self.stopped = me, what, awaitable, False

    def __await__(self):
        self.line = sys._getframe(1).f_lineno
        if not asyncio.iscoroutine(self.inner):
            self.inner = self.inner.__await__()
        return self

    def __iter__(self):
        return self

    def __next__(self):
        return self.go_on(self.inner.send, None)

    def throw(self, error):
        return self.go_on(self.inner.throw, error)

    def go_on(self, function, value):
        if self.stopped:
            begin(self.me)
        future = function(value)
        look(self.me)
        if future is None:
            events.append(["woken", self.me, self.me, "again"])
        else:
            waiting[self.me] = future, self.what
        events.append(["stop", self.me, self.line])
        self.stopped = True
        return future

def outcomes():
    return {
        name: "cancelled" if task.cancelled() else "raised" if task.exception() else "returned"
        for name, task in tasks.items()
    }
'''
"""What a program accounts with. It wraps what is awaited, so it sees each suspension and resumption itself;
who was woken follows from futures being done. Nothing of it looks at the event loop."""

OPERATIONS = {
    "sleep": "await at(me, 'timer', asyncio.sleep(0.002))",
    "sleep longer": "await at(me, 'timer', asyncio.sleep(0.005))",
    "give way": "await at(me, 'again', asyncio.sleep(0))",
    "get": "await at(me, 'item', queue.get())",
    "put": """
        for _ in range(2):
            await at(me, 'item', queue.put(me))
        """,
    "lock": """
        await at(me, 'released', lock.acquire())
        try:
            await at(me, 'timer', asyncio.sleep(0.001))
        finally:
            lock.release()
        """,
    "set": "event.set(); event.clear()",
    "wait": "await at(me, 'set', event.wait())",
    "task": "await at(me, 'task', make(me, child))",
    "leave a task": "make(me, child)",
    "gather": "await at(me, 'finished', asyncio.gather(make(me, child), make(me, child)))",
    "cancel first": "cancel(me, 0)",
    "cancel last": "cancel(me, -1)",
    "fail": "raise ValueError(me)",
    "go on": """
        try:
            await at(me, 'timer', asyncio.sleep(0.003))
        except asyncio.CancelledError:
            pass
        """,
}

FOR_CHILDREN = [name for name, code in OPERATIONS.items() if "make(" not in code and "cancel(" not in code]


def program(bodies: list[list[str]]) -> str:
    names = ["child", *(f"part{number}" for number in range(1, len(bodies)))]
    lines = ["exec(compile(ACCOUNT, 'account', 'exec'))"]
    for name, body in zip(names, bodies, strict=True):
        lines += [f"async def {name}(me):", "    begin(me)", "    try:"]
        for operation in body:
            lines += textwrap.indent(textwrap.dedent(OPERATIONS[operation]).strip(), " " * 8).splitlines()
        lines += ["        end(me, 'returned')", "    except asyncio.CancelledError:"]
        lines += ["        end(me, 'cancelled')", "        raise", "    except Exception:"]
        lines += ["        end(me, 'raised')", "        raise"]
    main = f"""
        async def main():
            global queue, lock, event
            queue, lock, event = asyncio.Queue(1), asyncio.Lock(), asyncio.Event()
            begin("main")
            for function in ({", ".join(names[1:])},):
                make("main", function)
            await at("main", "timer", asyncio.sleep(0.03))
            left = [task for task in tasks.values() if not task.done()]
            for number in range(len(tasks)):
                cancel("main", number)
            await at("main", "finished", asyncio.gather(*left, return_exceptions=True))
            await at("main", "finished", asyncio.gather(*tasks.values(), return_exceptions=True))
            end("main", "returned")
        asyncio.run(main())
        print(json.dumps([events, outcomes()]))
        """
    return f"ACCOUNT = {ACCOUNT!r}\n" + "\n".join(lines) + textwrap.dedent(main)


class Turn:
    """A turn of a task: whom the loop itself had woken before, whom it made and woke, where it stopped."""

    def __init__(self, who: str, by_loop: set[tuple[str, str]]) -> None:
        self.who, self.by_loop = who, by_loop
        self.stop: int | str = ""
        self.wakes: set[tuple[str, str]] = set()

    def __repr__(self) -> str:
        return f"{self.who} {self.stop} {sorted(self.wakes)} after {sorted(self.by_loop)}"


def by_account(events: list[list[Any]], outcomes: dict[str, str]) -> list[Turn]:
    turns: list[Turn] = []
    by_loop: set[tuple[str, str]] = set()
    last: dict[str, Turn] = {}
    for kind, who, *rest in events:
        if kind == "run":
            last[who] = Turn(who, by_loop)
            turns.append(last[who])
            by_loop = set()
        elif kind == "woken" and who == "loop":
            by_loop.add((rest[0], rest[1]))
        elif kind == "woken" and who in last:  # by the end of a task, if that was looked at later
            last[who].wakes.add((rest[0], rest[1]))
        elif kind == "made":
            last[who].wakes.add((rest[0], "created"))
        elif kind == "stop":
            last[who].stop = rest[0]
        elif kind == "end":  # a task that is asked to be cancelled while it ends is cancelled
            last[who].stop = outcomes.get(who, rest[0])
    return turns


def by_steps(result: Run, made: list[str]) -> list[Turn]:
    """The same from the steps. `made` are the names of the tasks in the order in which they were made."""
    created = [wake.task for step in result.steps for wake in step.wakes if wake.how == "created"]
    names = {0: "main"} | dict(zip(created, made[: len(created)], strict=True))
    begun = {number for number, name in names.items() if name in result.tasks[number]}
    turns: list[Turn] = []
    by_loop: set[tuple[str, str]] = set()
    for step in result.steps:
        wakes: set[tuple[str, str]] = {(names[wake.task], wake.how) for wake in step.wakes}
        if step.task < 0:
            by_loop |= wakes
        elif step.task in begun:  # and not cancelled before
            turns.append(Turn(names[step.task], by_loop))
            turns[-1].wakes, turns[-1].stop = wakes, step.stop or step.outcome
            by_loop = set()
    return turns


bodies = st.lists(
    st.lists(st.sampled_from(sorted(OPERATIONS)), min_size=2, max_size=5), min_size=2, max_size=5
)


@settings(max_examples=16, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(bodies)
def test_steps_agree_with_what_the_program_saw_itself(bodies: list[list[str]]) -> None:
    # A child that makes children would do so for ever; one that cancels its parent cancels itself.
    bodies[0] = [operation for operation in bodies[0] if operation in FOR_CHILDREN] or ["sleep"]
    code = program(bodies)
    result = run(code, ",".join(["main", "child", *(f"part{number}" for number in range(1, len(bodies)))]))
    events, outcomes = json.loads(result.lines[-1].text)
    turns = by_account(events, outcomes)
    seen = by_steps(result, [event[2] for event in events if event[0] == "made"])

    assert result.steps_left_out or len(seen) == len(turns)
    assert list(map(repr, seen)) == list(map(repr, turns[: len(seen)]))
    check_order(result.steps)


def check_order(steps: tuple[Step, ...]) -> None:
    """What follows from steps alone: a loop is first in, first out, and tasks go on where they stopped."""
    for earlier, later in itertools.pairwise(steps):
        assert earlier.begin <= earlier.end <= later.begin
    stopped: dict[int, Step] = {}
    for number, step in enumerate(steps):
        if step.task >= 0 and step.task in stopped:
            assert step.line == stopped[step.task].stop
        for wake in step.wakes:
            until = stopped[wake.task].until if wake.task in stopped else None
            assert wake.how != "timer" or (until is not None and step.begin >= until - 0.001)
        stopped[step.task] = step
        following = [later.task for later in steps[number + 1 :] if later.task >= 0]
        assert tuple(following[: len(step.ready)]) == step.ready
        assert step.ready[len(step.ready) - len(step.wakes) :] == tuple(wake.task for wake in step.wakes)


PROGRAMS: dict[str, tuple[str, list[str]]] = {
    "sleep": (
        "await asyncio.sleep(0.01); await asyncio.sleep(0)",
        [
            "main() sleep(0.01)",
            "loop timer -> main():timer",
            "main() sleep(0) -> main():again",
            "main() returned",
        ],
    ),
    "task": (
        "await asyncio.create_task(child('a'))",
        [
            "main() child('a') -> child('a'):created",
            "child('a') sleep(0) -> child('a'):again",
            "child('a') returned -> main():finished",
            "main() returned",
        ],
    ),
    "the last one of gather": (
        "await asyncio.gather(child('a'), child('b'))",
        [
            "main() gather(child('a'), child('b')) -> child('a'):created child('b'):created",
            "child('a') sleep(0) -> child('a'):again",
            "child('b') sleep(0) -> child('b'):again",
            "child('a') returned",
            "child('b') returned",
            "loop callback -> main():finished",
            "main() returned",
        ],
    ),
    "queue": (
        """
        queue = asyncio.Queue(1)
        async def producer():
            await queue.put(1)
            await queue.put(2)
            await queue.join()
        task = asyncio.create_task(producer())
        await queue.get()
        await queue.get()
        queue.task_done(); queue.task_done()
        await task
        """,
        [
            "main() queue.get() -> producer():created",
            "producer() queue.put(2) -> main():item",
            "main() queue.get() -> producer():item",
            "producer() queue.join() -> main():item",
            "main() producer() -> producer():finished",
            "producer() returned -> main():finished",
            "main() returned",
        ],
    ),
    "lock": (
        """
        lock = asyncio.Lock()
        async def other():
            async with lock: pass
        async with lock:
            task = asyncio.create_task(other())
            await asyncio.sleep(0)
        await task
        """,
        [
            "main() sleep(0) -> other():created main():again",
            "other() async with lock",
            "main() other() -> other():released",
            "other() returned -> main():finished",
            "main() returned",
        ],
    ),
    "semaphore": (
        """
        semaphore = asyncio.Semaphore(1)
        async def other():
            async with semaphore: pass
        async with semaphore:
            task = asyncio.create_task(other())
            await asyncio.sleep(0)
        await task
        """,
        [
            "main() sleep(0) -> other():created main():again",
            "other() async with semaphore",
            "main() other() -> other():released",
            "other() returned -> main():finished",
            "main() returned",
        ],
    ),
    "condition": (
        """
        condition = asyncio.Condition()
        async def other():
            async with condition:
                await condition.wait()
        task = asyncio.create_task(other())
        await asyncio.sleep(0)
        async with condition:
            condition.notify()
            await asyncio.sleep(0)
        await task
        """,
        [
            "main() sleep(0) -> other():created main():again",
            "other() condition.wait()",
            "main() sleep(0) -> other():set main():again",
            "other() condition.wait()",
            "main() other() -> other():released",
            "other() returned -> main():finished",
            "main() returned",
        ],
    ),
    "task group": (
        """
        async def failing(): raise ValueError
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(child('a', 9))
                group.create_task(failing())
        except* ValueError:
            pass
        """,
        [
            "main() async with TaskGroup() -> child('a'):created failing():created",
            "child('a') sleep(9)",
            "failing() raised",
            "loop callback -> child('a'):cancel main():cancel",
            "child('a') cancelled",
            "main() async with TaskGroup()",
            "loop callback -> main():finished",
            "main() returned",
        ],
    ),
    "time limit": (
        """
        try:
            async with asyncio.timeout(0.01):
                await asyncio.sleep(9)
        except TimeoutError:
            pass
        """,
        ["main() sleep(9)", "loop timer -> main():timeout", "main() returned"],
    ),
    "a limit to waiting": (
        """
        done, pending = await asyncio.wait([asyncio.create_task(child('a', 0.1))], timeout=0.01)
        await pending.pop()
        """,
        [
            "main() wait(…) -> child('a'):created",
            "child('a') sleep(0.1)",
            "loop timer -> main():timeout",
            "main() child('a')",
            "loop timer -> child('a'):timer",
            "child('a') returned -> main():finished",
            "main() returned",
        ],
    ),
    "thread": (
        "await asyncio.to_thread(int)",
        ["main() to_thread(int)", "loop thread -> main():thread", "main() returned"],
    ),
    "another thread": (
        """
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        threading.Timer(0.01, loop.call_soon_threadsafe, [future.set_result, 1]).start()
        await future
        threading.Timer(0.01, loop.call_soon_threadsafe, [callback]).start()
        await asyncio.sleep(0.1)
        """,
        [
            "main() future",
            "loop thread -> main():thread",
            "main() sleep(0.1)",
            "callback() thread",
            "loop timer -> main():timer",
            "main() returned",
        ],
    ),
    "callbacks": (
        """
        loop = asyncio.get_running_loop()
        loop.call_later(0.01, callback)
        loop.call_soon(callback)
        task = asyncio.create_task(child('a'))
        task.add_done_callback(callback)
        await task
        await asyncio.sleep(0.1)
        """,
        [
            "main() child('a') -> callback():scheduled child('a'):created",
            "callback() callback",
            "child('a') sleep(0) -> child('a'):again",
            "child('a') returned -> callback():finished main():finished",
            "callback() callback",
            "main() sleep(0.1)",
            "callback() timer",
            "loop timer -> main():timer",
            "main() returned",
        ],
    ),
    "signal": (
        """
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, callback)
        os.kill(os.getpid(), signal.SIGUSR1)
        await asyncio.sleep(0.01)
        """,
        [
            "main() sleep(0.01)",
            "loop signal -> callback():signal",
            "callback() callback",
            "loop timer -> main():timer",
            "main() returned",
        ],
    ),
    "what is left over": (
        "task = asyncio.create_task(child('a', 9)); await asyncio.sleep(0)",
        [
            "main() sleep(0) -> child('a'):created main():again",
            "child('a') sleep(9)",
            "main() returned",
            "loop callback -> child('a'):shutdown",
            "child('a') cancelled",
        ],
    ),
    "async generator": (
        """
        async def numbers():
            yield 1
            await asyncio.sleep(0)
            yield 2
        async for number in numbers():
            pass
        """,
        ["main() sleep(0) -> main():again", "main() returned"],
    ),
    "an awaitable of its own": (
        """
        class Delay:
            def __await__(self):
                future = asyncio.get_running_loop().create_future()
                asyncio.get_running_loop().call_later(0.01, future.set_result, None)
                yield from future
        await Delay()
        """,
        ["main() future", "loop timer -> main():timer", "main() returned"],
    ),
    "subprocess": (
        "process = await asyncio.create_subprocess_exec('true'); await process.wait()",
        ["main() create_subprocess_exec('true')", "loop callback -> main():process", "…", "main() returned"],
    ),
    "socket": (
        """
        one, other = socket.socketpair()
        one.setblocking(False)
        asyncio.get_running_loop().call_later(0.01, other.send, b"x")
        await asyncio.get_running_loop().sock_recv(one, 1)
        one.close(); other.close()
        """,
        ["main() get_running_loop().sock_recv(one, 1)", "loop socket -> main():socket", "main() returned"],
    ),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_steps_are_told_in_a_learners_terms(name: str) -> None:
    body, expected = PROGRAMS[name]
    code = """
        import asyncio, os, signal, socket, threading
        async def child(name, delay=0): await asyncio.sleep(delay)
        def callback(*_): pass
        async def main():
        """
    indented = textwrap.indent(textwrap.dedent(body).strip(), " " * 4)
    code = f"{textwrap.dedent(code)}{indented}\nasyncio.run(main())\n"
    steps = told(run(code, "child"))
    if "…" in expected:  # how many pieces arrive is up to the system
        assert (steps[:2], steps[-1]) == (expected[:2], expected[-1])
    else:
        assert steps == expected


def test_waits_tell_until_when_and_lines_where() -> None:
    result = run("""
        import asyncio
        async def main():
            async with asyncio.timeout(9):
                try:
                    await asyncio.wait_for(
                        asyncio.sleep(8),
                        timeout=0.1,
                    )
                except TimeoutError:
                    await asyncio.sleep(0.05)
        asyncio.run(main())
        """)
    waiting, woken = result.steps[0], result.steps[-3]
    assert (waiting.line, waiting.stop, woken.stop) == (2, 5, 10)
    assert waiting.until == pytest.approx(waiting.begin + 0.1, abs=0.02)
    assert woken.until == pytest.approx(woken.begin + 0.05, abs=0.02)


def test_equal_labels_are_told_apart_and_ids_used_again_are_not_taken_for_the_same() -> None:
    result = run("""
        import asyncio
        async def child(): pass
        async def main():
            for _ in range(3):
                await asyncio.create_task(child())
        asyncio.run(main())
        asyncio.run(main())
        """)
    again = ["main() #2", *(f"child() #{number}" for number in range(4, 7))]
    assert list(result.tasks) == ["main() #1", *(f"child() #{number}" for number in range(1, 4)), *again]
    assert [step.task for step in result.steps] == [0, 1, 0, 2, 0, 3, 0, 4, 5, 4, 6, 4, 7, 4]


def test_loops_in_several_threads_are_kept_apart() -> None:
    result = run(
        """
        import asyncio, threading
        async def child(name): await asyncio.sleep(0.01)
        async def main(name):
            both = asyncio.gather(child(name + "1"), child(name + "2"))
            made.wait()
            await both
        made = threading.Barrier(2)  # so both loops have tasks that are ready
        threads = [threading.Thread(target=asyncio.run, args=[main(name)]) for name in "ab"]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        """,
        "main,child",
    )
    for name in "ab":
        own = {number for number, label in enumerate(result.tasks) if f"('{name}" in label}
        assert len(own) == 3
        steps = [step for step in result.steps if {step.task, *(wake.task for wake in step.wakes)} & own]
        assert len(steps) == 9
        assert all(
            {step.task, *(wake.task for wake in step.wakes), *step.ready} <= own | {-1} for step in steps
        )


def test_a_signal_from_the_keyboard_wakes_the_main_task() -> None:
    result = run(
        """
        import asyncio, os, signal, threading
        async def main():
            threading.Timer(0.05, os.kill, [os.getpid(), signal.SIGINT]).start()
            await asyncio.sleep(9)
        asyncio.run(main())
        """,
        exit_status=-2,
    )
    assert told(result) == ["main() sleep(9)", "loop signal -> main():cancel", "main() cancelled"]
    assert "recorder" not in result.output and "tracer" not in result.output


def test_steps_beyond_the_bound_are_counted_and_lanes_stay_right() -> None:
    result = run(
        """
        import asyncio, time
        async def work(name):
            for _ in range(150): await asyncio.sleep(0)
            await asyncio.sleep(0.1)
            time.sleep(0.1)
        async def main():
            await asyncio.gather(work("a"), work("b"))
        asyncio.run(main())
        """,
        "work",
    )
    assert len(result.steps) == 200
    assert result.steps_left_out == 1 + 2 * 151 + 2 + 2 + 1 + 1 - 200
    ready = [sum(end - start for start, end in lane.ready if end - start > 0.05) for lane in result.lanes]
    assert ready == pytest.approx([0, 0.1], abs=0.04)


def test_a_call_is_ready_before_it_begins_while_another_holds_the_thread() -> None:
    result = run(
        """
        import asyncio, time
        async def child(): pass
        async def main():
            task = asyncio.create_task(child())
            time.sleep(0.1)
            await task
        asyncio.run(main())
        """,
        "main,child",
    )
    child = next(lane for lane in result.lanes if lane.function == "child")
    main = next(lane for lane in result.lanes if lane.function == "main")
    assert [result.tasks[lane.task] for lane in (main, child)] == ["main()", "child()"]
    [(since, until)] = child.ready
    assert until == child.start
    assert since == pytest.approx(main.active[0][1], abs=0.001)


def test_output_is_told_by_step() -> None:
    result = run("""
        import asyncio, sys
        async def child(name):
            print(name, "begins")
            await asyncio.sleep(0)
            print(name, "ends", file=sys.stderr)
        async def main():
            print("main begins")
            await asyncio.gather(child("a"), child("b"))
        print("before")
        asyncio.run(main())
        """)
    assert [step.printed for step in result.steps] == [2, 3, 4, 5, 6, 6, 6]


def test_nothing_is_kept_alive() -> None:
    result = run(
        """
        import asyncio, gc, weakref
        gc.disable()
        class Thing: pass
        async def child(thing):
            await asyncio.sleep(0)
            await asyncio.sleep(0.001)
        async def main():
            thing = Thing()
            coroutine = child(thing)
            task = asyncio.create_task(coroutine)
            gone = [weakref.ref(one) for one in (thing, coroutine, task)]
            await task
            del thing, coroutine, task
            await asyncio.sleep(0)
            print([one() for one in gone])
            task = asyncio.create_task(child(Thing()))
            gone = weakref.ref(task)
            await asyncio.sleep(0)
            task.cancel()
            del task
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            print(gone())
        asyncio.run(main())
        """,
        "main,child",
    )
    assert result.output == "[None, None, None]\nNone\n"


@pytest.mark.skipif(sys.version_info < (3, 12), reason="eager tasks came with 3.12")
def test_an_eager_task_has_its_first_turn_within_its_makers() -> None:
    result = run(
        """
        import asyncio
        async def child(delay):
            if delay is not None:
                await asyncio.sleep(delay)
        async def main():
            asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
            tasks = [asyncio.create_task(child(delay)) for delay in (None, 0, 0.01)]
            for task in tasks:
                await task
        asyncio.run(main())
        """,
        "main,child",
    )
    assert told(result) == [
        "main() child(0) -> child(0):again",
        "child(None) returned",
        "child(0) sleep(0)",
        "child(0.01) sleep(0.01)",
        "child(0) returned -> main():finished",
        "main() child(0.01)",
        "loop timer -> child(0.01):timer",
        "child(0.01) returned -> main():finished",
        "main() returned",
    ]
    main = next(lane for lane in result.lanes if lane.function == "main")
    children = [lane for lane in result.lanes if lane.function == "child"]
    for (_, end), (start, _) in itertools.pairwise(
        sorted(pair for lane in (main, *children) for pair in lane.active)
    ):
        assert end <= start
