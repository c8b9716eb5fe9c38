"""What is printed: Markdown tables, and what was reached of what the project set itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Check:
    """One aim: what is wanted, the greatest figure allowed, the figure measured."""

    aim: str
    bound: float
    value: float
    unit: str

    @property
    def met(self) -> bool:
        """Whether the aim was reached."""
        return self.value <= self.bound


@dataclass(slots=True)
class Result:
    """What one part of the comparison found: Markdown to print, and checks for the end."""

    text: str
    checks: list[Check] = field(default_factory=list)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table: the first column is text, the others are figures."""
    lines = [head, ["---", *(["---:"] * (len(head) - 1))], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _short(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def checked(checks: Iterable[Check]) -> str:
    """All `checks` as a table, met or missed."""
    rows = [
        [
            check.aim,
            f"{_short(check.bound)} {check.unit}",
            f"{_short(check.value)} {check.unit}",
            "달성" if check.met else "**미달**",
        ]
        for check in checks
    ]
    return table(["목표", "한도", "잰 값", ""], rows)
