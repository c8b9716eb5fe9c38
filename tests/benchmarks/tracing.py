"""What `timeline=` costs the example itself: small programs run with it and without, by this interpreter."""

from __future__ import annotations

import statistics
from typing import Any

from execution.model import Run
from tests.benchmarks.machine import say
from tests.benchmarks.report import Result, table
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


def measure(rounds: int) -> Result:
    """Run each program `rounds` times without and with `timeline=`, in turns."""
    rows = []
    for name, program in PROGRAMS.items():
        runs = [(_run(program, {}), _run(program, {"timeline": "work"})) for _ in range(rounds)]
        off, on = (statistics.median(run.seconds for run in of_kind) for of_kind in zip(*runs, strict=True))
        say(f"tracing, {name}: {on / off:.2f}")
        rows.append([name, f"{off * 1e3:.0f}", f"{on * 1e3:.0f}", f"{on / off:.2f}"])
    return Result(table(["예제", "`timeline=` 없이 ms", "있을 때 ms", "배"], rows))


def _run(program: str, options: dict[str, Any]) -> Run:
    run = execute(a_block(program, **options))
    if not run.finished or run.exit_status:
        raise RuntimeError(run.output)
    return run
