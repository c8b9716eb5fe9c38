"""Measures this project beside what authors would use instead, and prints the tables as Markdown.

    .venv/bin/python tests/benchmarks/compare.py

Takes a while (the slowest build runs the examples of the whole chapter one after another, as often as there
are rounds) and wants a machine that does nothing else. The packages compared against are installed into
an environment of their own under .cache/benchmarks/; all builds happen on copies of the project in a
temporary directory. Nothing here is a test, and pytest does not collect it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent.parent)  # instead of this folder

from tests.benchmarks import author, chapter, machine, processes, sizes, tracing  # noqa: E402
from tests.benchmarks.environment import prepared_python  # noqa: E402
from tests.benchmarks.report import Check, Result, checked  # noqa: E402

Part = tuple[str, Callable[[], Result]]
PARTS = ("ours", "stock", "myst", "author", "sizes", "processes", "tracing")


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure this project beside others; print Markdown tables.")
    parser.add_argument("--rounds", type=int, default=3, help="repetitions of all but the sizes")
    parser.add_argument("--size-rounds", type=int, default=1, help="repetitions of the sizes")
    parser.add_argument("--sizes", type=_numbers, default=[10, 100, 1000], help="e.g. 10,100,1000")
    parser.add_argument(
        "--only", nargs="+", choices=PARTS, default=PARTS, help="parts to measure; stock and myst imply ours"
    )
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    return sorted(int(number) for number in text.split(","))


def parts(chosen: argparse.Namespace, folder: Path, python: Path) -> Iterator[Part]:
    """The heading of each part to measure, and the function that does."""
    only = set(chosen.only)
    if only & {"ours", "stock", "myst"}:
        yield (
            f"이 챕터의 예제 (중앙값, {chosen.rounds}번)",
            lambda: chapter.measure(
                folder, python, chosen.rounds, with_stock="stock" in only, with_myst="myst" in only
            ),
        )
    if "author" in only:
        yield "고치고 다시 볼 때까지", lambda: author.measure(folder, python)
    if "sizes" in only:
        yield (
            f"아무것도 하지 않는 예제의 수에 따라 (중앙값, {chosen.size_rounds}번)",
            lambda: sizes.measure(folder, python, chosen.sizes, chosen.size_rounds),
        )
    if "processes" in only:
        yield "함께 살아 있는 프로세스", lambda: processes.measure(folder, python)
    if "tracing" in only:
        yield f"타임라인 측정의 비용 (중앙값, {chosen.rounds}번)", lambda: tracing.measure(chosen.rounds)


def main() -> None:
    chosen = options()
    python = prepared_python()
    checks: list[Check] = []
    print(f"{machine.describe()}\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        for heading, measure in parts(chosen, Path(folder), python):
            result = measure()
            checks += result.checks
            print(f"### {heading}\n\n{result.text}\n", flush=True)
    if checks:
        print(f"### 목표\n\n{checked(checks)}")


if __name__ == "__main__":
    main()
