"""Lanes against ground truth: programs whose sleeps are known, and properties of generated ones."""

from __future__ import annotations

import itertools

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
    assert result.silent == ()


def test_the_label_shows_the_first_argument_that_tells_calls_apart() -> None:
    result = run("def f(kind, size): pass\nf('k', 1)\nf('k', 2)\n", "f")
    assert [lane.call for lane in result.lanes] == ["f(1)", "f(2)"]


def test_names_that_are_never_called_are_told() -> None:
    result = run("def used(): pass\ndef unused(): pass\nused()\n", "used,unused,missing")
    assert result.silent == ("unused", "missing")


def test_calls_beyond_the_bound_are_counted() -> None:
    result = run("def f(x): pass\nfor i in range(1200): f(i)\n", "f")
    assert (len(result.lanes), result.unlisted) == (1000, 200)


def test_a_call_in_ever_so_many_pieces_stays_small_and_right() -> None:
    result = run(
        """
        import asyncio, time
        async def busy():
            for _ in range(5000): await asyncio.sleep(0)
            await asyncio.sleep(0.3)
        asyncio.run(busy())
        """,
        "busy",
    )
    [drawn] = result.lanes
    assert 1 < len(drawn.active) <= 1001
    assert drawn.end - drawn.active[-2][1] == pytest.approx(0.3, abs=WITHIN)


def test_reporting_many_calls_takes_no_time_of_the_block() -> None:
    result = run("def f(x): pass\nfor i in range(1000): f(i)\n", "f")
    assert result.seconds < 2 * result.lanes[-1].end + WITHIN


def test_tracing_changes_nothing_that_is_printed() -> None:
    code = """
        import asyncio, inspect, traceback
        async def failing(x):
            '''Doc.'''
            await asyncio.sleep(0)
            raise ValueError(x)
        async def main():
            try:
                await failing(1)
            except ValueError:
                traceback.print_exc()
            print(failing.__doc__, inspect.signature(failing), sorted(locals()))
            print(inspect.getsource(failing))
        asyncio.run(main())
        """
    plain = execute(a_block(code))
    assert run(code, "failing,main").output == plain.output


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
