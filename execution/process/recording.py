"""What becomes of a recording once the program has ended, wherever it ran: the fields of a `model.Run`."""

from __future__ import annotations

import codecs
import json
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

JOIN_WITHIN = 0.005
"""Seconds within which two writes to one line count as one."""


def lines_of(
    pieces: Iterable[tuple[float, str, bytes]], start: float, end: float, names: dict[str, str]
) -> list[dict[str, Any]]:
    """What was written (when, to which stream) as lines of text, timed from `start`.

    What no line holds whole comes at `end`; `names` replaces paths of this machine.
    """
    decoders: dict[str, Any] = {}
    lines: list[dict[str, Any]] = []
    for clock, stream, data in [*pieces, (end, "stdout", b""), (0.0, "stderr", b"")]:
        new_decoder = codecs.getincrementaldecoder("utf-8")
        decoder = decoders.setdefault(stream, new_decoder("backslashreplace"))
        for piece in re.findall(r"[^\n]*\n|[^\n]+", decoder.decode(data, final=not data)):
            t = round(max(0.0, clock - start), 6)
            last = lines[-1] if lines else None
            goes_on = last and last["stream"] == stream and not last["text"].endswith("\n")
            if last and goes_on and t - last["t"] < JOIN_WITHIN:
                last["text"] += piece
            else:
                lines.append({"t": t, "stream": stream, "text": piece})
    for line in lines:
        for path, name in names.items():
            line["text"] = line["text"].replace(path, name)
    return lines


def fields_of(messages: list[str], lines: list[dict[str, Any]], timeline: Iterable[str]) -> dict[str, Any]:
    """What the tracer's `messages` tell of a run that printed `lines`; `spent` is time not the program's."""
    traced: dict[str, Any] = next((json.loads(m[7:]) for m in messages if m.startswith("traced ")), {})
    called = {m[7:] for m in messages if m.startswith("called ")}
    steps = traced.get("steps", [])
    count_printed(steps, lines)
    return {
        "spent": next((float(m[6:]) for m in messages if m.startswith("spent ")), 0.0),
        "lines": lines,
        "lanes": traced.get("lanes", []),
        "lanes_left_out": traced.get("lanes_left_out", 0),
        "never_called": [name for name in timeline if name not in called],
        "tasks": traced.get("tasks", []),
        "steps": steps,
        "steps_left_out": traced.get("steps_left_out", 0),
    }


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
