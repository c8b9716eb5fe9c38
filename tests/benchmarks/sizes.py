"""What an example costs as sites grow: generated ones, of examples that do next to nothing."""

from __future__ import annotations

import shutil
import statistics
from pathlib import Path

from tests.benchmarks.cost import Cost, median, spend
from tests.benchmarks.environment import variables
from tests.benchmarks.machine import say
from tests.benchmarks.project_copy import ProjectCopy
from tests.benchmarks.report import Check, Result, table

PER_PAGE = 20
BARE_ROUNDS = 20
OFF, COLD, WARM = "실행 안 함", "처음부터", "다시"
FENCE = """
```python exec="on" source="above" title="{name}"
--8<-- "{page}/{name}"
```
"""


def generate(folder: Path, python: Path, count: int, code: str) -> ProjectCopy:
    """A site of `count` examples, `PER_PAGE` a page: `code` with `{number}` filled in."""
    copy = ProjectCopy(folder, python)
    copy.set_option("nav", "")
    shutil.rmtree(copy.snippets, ignore_errors=True)
    for page in copy.docs.rglob("*.md"):
        page.unlink()
    for first in range(0, count, PER_PAGE):
        page_name = f"page_{first // PER_PAGE:03}"
        (copy.snippets / page_name).mkdir(parents=True)
        text = f"# {page_name}\n"
        for number in range(first, min(first + PER_PAGE, count)):
            name = f"example_{number:04}.py"
            (copy.snippets / page_name / name).write_text(code.format(number=number), encoding="utf-8")
            text += FENCE.format(page=page_name, name=name)
        (copy.docs / f"{page_name}.md").write_text(text, encoding="utf-8")
    return copy


def measure(folder: Path, python: Path, sizes: list[int], rounds: int) -> Result:
    """Build a site of each size `rounds` times without running, cold and warm."""
    copies = {size: generate(folder / str(size), python, size, "print({number})\n") for size in sizes}
    for copy in copies.values():
        copy.build_without_running()  # not measured
    bare_costs: list[Cost] = []
    costs: dict[tuple[int, str], list[Cost]] = {}
    for number in range(rounds):
        for size, copy in copies.items():
            bare_costs += _bare(copy)
            for name, build in (
                (OFF, copy.build_without_running),
                (COLD, copy.build_cold),
                (WARM, copy.build),
            ):
                cost = build()
                costs.setdefault((size, name), []).append(cost)
                say(f"round {number + 1}/{rounds}, {size} examples, {name}: {cost.seconds:.2f} s")
    bare = statistics.median(cost.cpu_seconds for cost in bare_costs)
    return _result({key: median(of_key) for key, of_key in costs.items()}, bare)


def _bare(copy: ProjectCopy) -> list[Cost]:
    """What `python file.py` takes by itself."""
    example = min(copy.snippets.rglob("*.py"))
    command = [copy.python, example]
    return [spend(command, cwd=copy.folder, environment=variables()) for _ in range(BARE_ROUNDS)]


def _result(costs: dict[tuple[int, str], Cost], bare: float) -> Result:
    rows = []
    over_off: dict[tuple[int, str], Cost] = {}
    for (size, name), cost in costs.items():
        off = costs[size, OFF]
        each = over_off[size, name] = Cost(
            (cost.seconds - off.seconds) / size,
            (cost.cpu_seconds - off.cpu_seconds) / size,
            (cost.peak_mib - off.peak_mib) / size,
        )
        rows.append(
            [
                f"{size}개, {name}",
                f"{cost.seconds:.2f}",
                f"{cost.cpu_seconds:.2f}",
                f"{cost.peak_mib:.0f}",
                *([""] * 4 if name == OFF else _each(each, bare if name == COLD else 0.0)),
            ]
        )
    head = ["크기", "초", "CPU 초", "최대 MiB", "개당 ms", "개당 CPU ms", "맨 파이썬을 뺀 CPU ms", "개당 KiB"]
    note = (
        "- 개당 값은 실행하지 않는 빌드를 뺀 것입니다. "
        f"같은 파일의 `python 파일.py`는 CPU {bare * 1e3:.1f} ms입니다."
    )
    return Result(f"{table(head, rows)}\n\n{note}", _checks(costs, over_off, bare))


def _each(each: Cost, bare: float) -> list[str]:
    return [
        f"{each.seconds * 1e3:.1f}",
        f"{each.cpu_seconds * 1e3:.1f}",
        f"{(each.cpu_seconds - bare) * 1e3:.1f}",
        f"{each.peak_mib * 2**10:.1f}",
    ]


def _checks(
    costs: dict[tuple[int, str], Cost], over_off: dict[tuple[int, str], Cost], bare: float
) -> list[Check]:
    sizes = sorted({size for size, _ in costs})
    largest = sizes[-1]
    cold, warm = over_off[largest, COLD], over_off[largest, WARM]
    found = [
        Check(f"{largest}개 처음부터: 개당 CPU, 맨 파이썬을 빼고", 60, (cold.cpu_seconds - bare) * 1e3, "ms"),
        Check(f"{largest}개 다시: 개당 CPU", 2, warm.cpu_seconds * 1e3, "ms"),
    ]
    if len(sizes) > 1:
        smaller = over_off[sizes[-2], COLD]
        growth = cold.seconds / smaller.seconds
        found.append(Check(f"선형 시간: 개당 {largest}개 ÷ {sizes[-2]}개", 1.25, growth, "배"))
    memory = costs[largest, COLD].peak_mib / costs[largest, OFF].peak_mib
    found.append(Check(f"{largest}개 처음부터: 메모리, 실행하지 않는 빌드에 대해", 1.25, memory, "배"))
    return found
