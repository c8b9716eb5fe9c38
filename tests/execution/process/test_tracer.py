"""Lanes against ground truth: programs whose sleeps are known, and properties of generated ones."""

from __future__ import annotations

import itertools
import textwrap

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from execution.model import Lane, Run
from tests.support import a_block, execute

WITHIN = 0.05


def run(code: str, timeline: str) -> Run:
    result = execute(a_block(code, timeline=timeline, timeout="20"))
    assert result.exit_status == 0, result.output
    return result


def lane(result: Run, call: str) -> Lane:
    return next(lane for lane in result.lanes if lane.call == call)


def busy(lane: Lane) -> float:
    return sum(end - start for start, end in lane.active)


def test_a_blocking_call_is_solid_and_an_awaiting_one_hollow() -> None:
    result = run(
        """
        import asyncio, time
        def block(name): time.sleep(0.2)
        async def wait(name): await asyncio.sleep(0.3)
        async def mixed(name):
            time.sleep(0.1)
            await asyncio.sleep(0.2)
            time.sleep(0.1)
        block("a")
        asyncio.run(wait("b"))
        asyncio.run(mixed("c"))
        """,
        "block,wait,mixed",
    )
    assert lane(result, "block('a')").end - lane(result, "block('a')").start == pytest.approx(0.2, abs=WITHIN)
    assert busy(lane(result, "block('a')")) == pytest.approx(0.2, abs=WITHIN)
    assert lane(result, "wait('b')").end - lane(result, "wait('b')").start == pytest.approx(0.3, abs=WITHIN)
    assert busy(lane(result, "wait('b')")) < WITHIN
    mixed = lane(result, "mixed('c')")
    offsets = [t - mixed.start for pair in mixed.active for t in pair]
    assert offsets == pytest.approx([0.0, 0.1, 0.3, 0.4], abs=WITHIN)


def test_lanes_start_when_the_output_says_they_do() -> None:
    result = run(
        """
        import asyncio
        async def fetch(name, delay):
            print(name, "starts")
            await asyncio.sleep(delay)
            print(name, "ends")
        async def main():
            await asyncio.gather(fetch("a", 0.3), fetch("b", 0.1))
        asyncio.run(main())
        """,
        "fetch",
    )
    printed = {line.text.strip(): line.t for line in result.lines}
    for name in "ab":
        drawn = lane(result, f"fetch('{name}')")
        assert drawn.start == pytest.approx(printed[f"{name} starts"], abs=WITHIN)
        assert drawn.end == pytest.approx(printed[f"{name} ends"], abs=WITHIN)


def test_how_a_call_ended_is_told() -> None:
    result = run(
        """
        import asyncio
        async def good(): await asyncio.sleep(0)
        async def failing():
            await asyncio.sleep(0)
            raise ValueError
        async def endless():
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                await asyncio.sleep(0.1)
                raise
        async def main():
            task = asyncio.create_task(endless())
            await asyncio.gather(good(), failing(), return_exceptions=True)
            await asyncio.sleep(0.1)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        asyncio.run(main())
        """,
        "good,failing,endless",
    )
    assert {lane.call: lane.outcome for lane in result.lanes} == {
        "good()": "returned",
        "failing()": "raised",
        "endless()": "cancelled",
    }
    cancelled = lane(result, "endless()")
    assert cancelled.end - cancelled.start == pytest.approx(0.2, abs=WITHIN)


def test_every_kind_of_function_gets_its_lane() -> None:
    result = run(
        '''
        import asyncio, threading
        class Service:
            async def method(self, key):
                """Has a docstring, and no argument before self."""
                await asyncio.sleep(0.05)
            @staticmethod
            def static(key): return key
            @classmethod
            def of(cls, key): return cls()
        def outer():
            def nested(depth):
                if depth: nested(depth - 1)
            nested(2)
        async def numbers(stop):
            for i in range(stop):
                yield i
                await asyncio.sleep(0.02)
        def work(x): return x
        async def main():
            async with asyncio.TaskGroup() as group:
                for key in "ab":
                    group.create_task(Service().method(key))
            async for _ in numbers(3): pass
            await asyncio.to_thread(work, 1)
            Service.static("s"); Service.of("c")
            outer()
        asyncio.run(main())
        ''',
        "Service.method,static,of,outer.nested,numbers,work",
    )
    calls = [lane.call for lane in result.lanes]
    assert sorted(calls) == sorted(
        ["method('a')", "method('b')", "numbers(3)", "work(1)", "static('s')", "of('c')"]
        + [f"nested({depth})" for depth in range(3)]
    )
    assert lane(result, "work(1)").thread.startswith("asyncio_")
    assert lane(result, "method('a')").thread == ""
    assert result.never_called == ()


def test_the_label_shows_the_first_argument_that_tells_calls_apart() -> None:
    result = run("def f(kind, size): pass\nf('k', 1)\nf('k', 2)\n", "f")
    assert [lane.call for lane in result.lanes] == ["f(1)", "f(2)"]


def test_names_that_are_never_called_are_told() -> None:
    result = run("def used(): pass\ndef unused(): pass\nused()\n", "used,unused,missing")
    assert result.never_called == ("unused", "missing")


def test_calls_beyond_the_bound_are_counted() -> None:
    result = run("def f(x): pass\nfor i in range(1200): f(i)\n", "f")
    assert (len(result.lanes), result.lanes_left_out) == (1000, 200)


def test_a_call_in_ever_so_many_pieces_stays_small_and_right() -> None:
    result = run(
        """
        import asyncio, time
        async def busy():
            for _ in range(5000): await asyncio.sleep(0)
            begun = time.monotonic()
            await asyncio.sleep(0.3)
            print(time.monotonic() - begun)
        asyncio.run(busy())
        """,
        "busy",
    )
    [drawn] = result.lanes
    assert 1 < len(drawn.active) <= 1001
    assert drawn.end - drawn.active[-2][1] == pytest.approx(float(result.output), abs=WITHIN)


def test_reporting_takes_no_time_of_the_block() -> None:
    """However long it takes: it is slowed down here, since the interpreter's own end takes time, too."""
    code = """
        import json, time
        def f(): pass
        f()
        dumps = json.dumps
        json.dumps = lambda value: time.sleep(2) or dumps(value)
    """
    result = run(code, "f")
    assert result.seconds < 1.5 and result.lanes


def test_a_generator_is_hollow_while_its_values_are_used() -> None:
    result = run(
        """
        import time
        def parts(name):
            time.sleep(0.1)
            yield name
            yield from inner()
        def inner():
            time.sleep(0.1)
            got = yield "inner"
            time.sleep(0.1)
            try:
                yield got
            except ValueError:
                time.sleep(0.1)
                yield "caught"
        made = parts("a")
        for use in (lambda: next(made), lambda: next(made), lambda: made.send("sent"),
                    lambda: made.throw(ValueError())):
            print(use())
            time.sleep(0.1)
        """,
        "parts",
    )
    assert result.output == "a\ninner\nsent\ncaught\n"
    [drawn] = result.lanes
    offsets = [t - drawn.start for pair in drawn.active for t in pair]
    assert offsets[:8] == pytest.approx([n / 10 for n in range(8)], abs=WITHIN)


def test_a_call_counts_as_called_however_the_process_ends() -> None:
    code = "import os\ndef f(): pass\ndef g(): pass\nf()\n{}\n"
    for end, status in (("os._exit(3)", 3), ("os.kill(os.getpid(), 9)", -9)):
        result = execute(a_block(code.format(end), timeline="f,g"))
        assert (result.exit_status, result.never_called) == (status, ("g",))


def test_a_block_that_closes_every_descriptor_goes_on() -> None:
    code = "import os, pathlib\ndef f(): pathlib.Path('x').touch()\nos.closerange(3, 100)\nf()\n{}\n"
    result = execute(a_block(code.format("print('end')"), timeline="f"))
    assert (result.exit_status, result.output) == (0, "end\n")


def test_labels_look_at_no_more_than_they_show() -> None:
    result = run(
        """
        import collections
        class Loud:
            def __repr__(self):
                raise RuntimeError
        def f(x): pass
        many = list(range(2_000_000))
        values = (many, [many], {1: many}, set(many), collections.deque(many), "x" * 10_000_000,
                  10 ** 100_000, {}, (1,), range(2_000_000), Loud(), object(), len, Loud)
        for value in values:
            f(value)
        """,
        "f",
    )
    assert [lane.call[2:-1] for lane in result.lanes] == [
        *("[0, 1, 2, 3, 4, 5, 6, 7…", "[[0, 1, 2, 3, 4, 5, 6, …", "{1: [0, 1, 2, 3, 4, 5, …"),
        *("{0, 1, 2, 3, 4, 5, 6, 7…", "<deque>", f"'{'x' * 22}…", "<int>", "{}", "(1,)"),
        *("range(0, 2000000)", "<Loud>", "<object>", "<len>", "<Loud>"),
    ]
    assert result.lanes[-1].end - result.lanes[0].start < WITHIN


def test_a_profiler_of_the_blocks_own_works() -> None:
    result = run(
        """
        import asyncio, cProfile, pstats
        async def work():
            await asyncio.sleep(0)
        with cProfile.Profile() as profile:
            asyncio.run(work())
        print("work" in {name for _, _, name in pstats.Stats(profile).stats})
        """,
        "work",
    )
    assert result.output == "True\n"


SETTING = """
import asyncio, fractions, gc, inspect, sys, threading, time, traceback
gc.disable()  # it runs after so many allocations, whoever makes them

class Thing:
    def __init__(self, name): self.name = name
    def __del__(self): print("gone:", self.name)
    def __repr__(self): return f"Thing({self.name})"

def stack():
    return [frame.name for frame in traceback.extract_stack()][:-1]

async def use(thing):
    '''Doc.'''
    name = thing.name
    del thing
    print("using", name, sorted(locals()))
    await asyncio.sleep(0)
    print("used", name)
    return name

async def failing(thing):
    await asyncio.sleep(0)
    raise ValueError(thing)

async def endless(thing):
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError as error:
        print("cancelled", error.args, thing)
        raise

async def numbers(stop):
    try:
        for i in range(stop):
            got = yield i
            print("got", got)
            await asyncio.sleep(0)
    finally:
        print("closing numbers")

def parts(thing):
    yield 1
    try:
        yield from inner(thing)
    finally:
        print("closing parts")

def inner(thing):
    yield thing.name
    raise KeyError(thing.name)

def blocking(thing):
    time.sleep(0.1)  # the loop is through with what it had to do
    print("in a thread:", threading.current_thread() is not threading.main_thread())
    return thing.name

def callback(*_):
    print("callback", stack())

def interrupt():
    raise KeyboardInterrupt

class Anything:
    def __getattr__(self, name): return self
    def __call__(self, *_): print("anything")

class Round:
    def __init__(self): self.by = asyncio.current_task().get_coro()
    def __await__(self): return self
    def __iter__(self): return self
    def __next__(self):
        if self.by is None: raise StopIteration("round")
        self.by = None
"""
ACTIONS = {
    "await": "print(await use(Thing(n)))",
    "task": "t = asyncio.create_task(use(Thing(n))); print(await t)",
    "drop": "t = asyncio.create_task(endless(Thing(n))); await asyncio.sleep(0); del t",
    "never begun": "t = asyncio.create_task(endless(Thing(n))); t.cancel(); del t; await asyncio.sleep(0)",
    "cancel": """
        t = asyncio.create_task(endless(Thing(n)))
        await asyncio.sleep(0)
        t.cancel("why")
        print(await asyncio.gather(t, return_exceptions=True))
        """,
    "traceback": """
        try:
            await failing(Thing(n))
        except ValueError:
            traceback.print_exc()
        """,
    "never retrieved": """
        t = asyncio.create_task(failing(n))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        del t
        """,
    "group": """
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(endless(Thing(n)))
                group.create_task(failing(n))
        except* ValueError as errors:
            print(errors.exceptions)
        """,
    "limit": """
        try:
            async with asyncio.timeout(0.01):
                await endless(Thing(n))
        except TimeoutError:
            traceback.print_exc()
        """,
    "wait for": """
        print(await asyncio.gather(asyncio.wait_for(endless(Thing(n)), 0.01), return_exceptions=True))
        """,
    "numbers": "print([i async for i in numbers(2)])",
    "leave numbers": """
        async for i in numbers(3):
            break
        for _ in range(4):  # the loop closes it in turns of its own
            await asyncio.sleep(0)
        """,
    "send": """
        a = numbers(3)
        print(await a.asend(None), await a.asend(n))
        await a.aclose()
        """,
    "parts": """
        try:
            for part in parts(Thing(n)):
                print(part)
        except KeyError:
            traceback.print_exc()
        """,
    "close parts": "g = parts(Thing(n)); next(g); next(g); del g",
    "thread": "kept.append(Thing(n)); print(await asyncio.to_thread(blocking, kept[-1]))",
    "own thread": "t = threading.Thread(target=blocking, args=[Thing(n)]); t.start(); t.join()",
    "callbacks": """
        asyncio.get_running_loop().call_soon(callback, Thing(n))
        t = asyncio.create_task(use(Thing(n)))
        t.add_done_callback(callback)
        await t
        await asyncio.sleep(0)
        """,
    "failing callback": """
        asyncio.get_running_loop().call_soon(lambda thing: 1 / 0, Thing(n))
        await asyncio.sleep(0)
        """,
    "stack": "print(stack())",
    "debug": """
        asyncio.get_running_loop().slow_callback_duration = 60
        asyncio.get_running_loop().set_debug(True)
        t = asyncio.create_task(use(Thing(n)))
        print(t._source_traceback)
        await t
        asyncio.get_running_loop().set_debug(False)
        """,
    "eager": """
        if hasattr(asyncio, "eager_task_factory"):
            asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
            t = asyncio.create_task(use(Thing(n)))
            print("made", stack())
            print(await t)
            asyncio.get_running_loop().set_task_factory(None)
        """,
    "python task": """
        make = lambda loop, coro, **given: asyncio.tasks._PyTask(coro, loop=loop, **given)
        asyncio.get_running_loop().set_task_factory(make)
        print(await asyncio.gather(use(Thing(n)), failing(n), return_exceptions=True))
        asyncio.get_running_loop().set_task_factory(None)
        """,
    "oddities": """
        asyncio.get_running_loop().call_soon(Anything())
        asyncio.get_running_loop().call_later(0, Anything(), n)
        await asyncio.sleep(fractions.Fraction(1, 1000))
        print(await Round())
        """,
    "leave a task": "left or left.append(asyncio.create_task(endless(Thing(n))))",
    "leave": "raise SystemExit(3)",
    "interrupt": "asyncio.get_running_loop().call_soon(interrupt); await asyncio.sleep(1)",
}


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(sorted(ACTIONS)), min_size=5, max_size=10))
def test_tracing_changes_nothing_that_is_printed(actions: list[str]) -> None:
    lines = [SETTING, "left, kept = [], []", "async def main():"]
    for number, action in enumerate(actions):
        body = f"n = '{number}'\n{textwrap.dedent(ACTIONS[action]).strip()}\ngc.collect()"
        lines.append(textwrap.indent(body, "    "))
    code = "\n".join([*lines, "asyncio.run(main())", "print(inspect.getsource(use), use.__doc__)"]) + "\n"
    names = "main,use,failing,endless,numbers,parts,blocking,callback"
    plain = execute(a_block(code))
    traced = execute(a_block(code, timeline=names))
    assert traced.output.splitlines() == plain.output.splitlines()
    assert traced.exit_status == plain.exit_status
    assert traced.steps


STEPS = st.lists(
    st.sampled_from(["sleep(0)", "sleep(0.01)", "work", "call", "spawn"]), min_size=1, max_size=4
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEPS, min_size=2, max_size=4))
def test_solid_parts_of_coroutines_on_one_thread_never_overlap(programs: list[list[str]]) -> None:
    statements = {
        "sleep(0)": "await asyncio.sleep(0)",
        "sleep(0.01)": "await asyncio.sleep(0.01)",
        "work": "sum(range(20000))",
        "call": "await part(n + 1) if n < 3 else None",
        "spawn": "tasks.append(asyncio.create_task(part(n + 1))) if n < 3 else None",
    }
    lines = ["import asyncio", "tasks = []"]
    for number, steps in enumerate(programs):
        lines += [f"async def part{number}(n):", "    part = parts[n % len(parts)]"]
        lines += [f"    {statements[step]}" for step in steps]
    names = [f"part{number}" for number in range(len(programs))]
    lines += [f"parts = [{', '.join(names)}]", "async def main():"]
    lines += ["    await asyncio.gather(*(part(0) for part in parts))", "    while tasks: await tasks.pop()"]
    lines += ["asyncio.run(main())"]
    result = run("\n".join(lines) + "\n", ",".join([*names, "main"]))

    solid = sorted(pair for lane in result.lanes for pair in lane.active)
    for (_, end), (start, _) in itertools.pairwise(solid):
        assert end <= start
    for drawn in result.lanes:
        assert drawn.outcome == "returned"
        assert drawn.active[0][0] == drawn.start
        assert drawn.active[-1][1] == drawn.end or busy(drawn) > 0
        assert all(drawn.start <= start <= end <= drawn.end for start, end in drawn.active)
