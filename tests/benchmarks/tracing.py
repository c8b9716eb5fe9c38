"""What `timeline=` costs the example itself: small programs run with it and without, by this interpreter."""

from __future__ import annotations

import statistics
from typing import Any

from execution.model import Run
from tests.benchmarks.machine import say
from tests.benchmarks.report import Check, Result, table
from tests.support import a_block, execute

PROGRAMS = {
    "호출이 많은 것(다른 함수를 1,000,000번)": """
        def add(one, other):
            return one + other

        def work():
            total = 0
            for number in range(1_000_000):
                total = add(total, number)

        work()
    """,
    "반복이 많은 것(10,000,000번)": """
        def work():
            total = 0
            for number in range(10_000_000):
                total += number

        work()
    """,
    "그려지는 함수 자체를 1,000번 부르는 것": """
        def work(number):
            return sum(range(number))

        for number in range(1_000):
            work(number)
    """,
    "await가 많은 것(멈추고 잇기 200,000번)": """
        import asyncio

        async def work():
            for _ in range(50_000):
                await asyncio.sleep(0)

        async def main():
            await asyncio.gather(*(work() for _ in range(4)))

        asyncio.run(main())
    """,
}
"""Programs in which `work` is traced."""


STEPS = """
    import asyncio, time

    async def work():
        for _ in range({turns}):
            await asyncio.sleep({delay})

    async def main():
        begun = time.process_time()
        await asyncio.gather(*(work() for _ in range(4)))
        print(time.process_time() - begun)

    asyncio.run(main())
"""
"""Says itself what CPU time its steps took. With 45 turns all of them are recorded, with more hardly any."""
STEP_MICROSECONDS = 15
"""What a step may cost at most."""


def measure(rounds: int) -> Result:
    """Run each program `rounds` times without and with `timeline=`, in turns."""
    rows = []
    for name, program in PROGRAMS.items():
        runs = [(_run(program, {}), _run(program, {"timeline": "work"})) for _ in range(rounds)]
        off, on = (statistics.median(run.seconds for run in of_kind) for of_kind in zip(*runs, strict=True))
        say(f"tracing, {name}: {on / off:.2f}")
        rows.append([name, f"{off * 1e3:.0f}", f"{on * 1e3:.0f}", f"{on / off:.2f}"])
    programs = table(["예제", "`timeline=` 없이 ms", "있을 때 ms", "배"], rows)
    costs = {
        "기록하는 걸음, `sleep(0)`": _step(rounds, turns=45, delay=0, each=1),
        "기록하는 걸음, 타이머로": _step(rounds, turns=23, delay=0.0001, each=2),
        "200걸음을 넘어 세기만 하는 걸음": _step(rounds, turns=20_000, delay=0, each=1),
    }
    steps = table(
        ["걸음 하나에 더 드는 CPU 시간", "µs"], [[name, f"{cost:.1f}"] for name, cost in costs.items()]
    )
    check = Check("걸음 하나의 비용", STEP_MICROSECONDS, max(costs.values()), "µs")
    return Result(f"{programs}\n\n{steps}", [check])


def _step(rounds: int, *, turns: int, delay: float, each: int) -> float:
    """Microseconds that tracing adds to a step; `each` turn of a task makes so many steps."""
    program = STEPS.format(turns=turns, delay=delay)
    times = [
        min(float(_run(program, options).output) for _ in range(3 * rounds))
        for options in ({}, {"timeline": "work"})
    ]
    return (times[1] - times[0]) / (4 * turns * each) * 1e6


def _run(program: str, options: dict[str, Any]) -> Run:
    run = execute(a_block(program, **options))
    if not run.finished or run.exit_status:
        raise RuntimeError(run.output)
    return run
