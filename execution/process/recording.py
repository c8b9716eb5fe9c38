"""What the supervisor makes of a recording that it receives; it needs nothing but the language."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def count_printed(steps: list[dict[str, Any]], lines: list[dict[str, Any]]) -> None:
    """Tell each step how many of `lines` were out when it ended (`printed`).

    The block only knows how many bytes it had sent on each stream (`sent`); when lines arrive is known to
    be later than that. What other processes write to the same streams is shown late rather than early.
    """
    ends: dict[str, list[tuple[int, int]]] = {"stdout": [], "stderr": []}
    for number, line in enumerate(lines, start=1):
        before = ends[line["stream"]][-1][0] if ends[line["stream"]] else 0
        ends[line["stream"]].append((before + len(line["text"].encode("utf-8", "replace")), number))
    for step in steps:
        printed = sum(line["t"] <= step["end"] for line in lines)
        for sent, stream in zip(step.pop("sent"), ("stdout", "stderr"), strict=True):
            before = 0
            for end, number in ends[stream]:
                if before < sent:
                    printed = max(printed, number)
                before = end
        step["printed"] = printed
