"""A step knows the bytes it had sent; what it had printed are lines."""

from __future__ import annotations

from typing import Any

import pytest

from execution.process.recording import count_printed

LINES: list[dict[str, Any]] = [
    {"t": 0.10, "stream": "stdout", "text": "하나\n"},
    {"t": 0.11, "stream": "stderr", "text": "two\n"},
    {"t": 0.12, "stream": "stdout", "text": "three"},
    {"t": 0.30, "stream": "stdout", "text": "\n"},
]


@pytest.mark.parametrize(
    "sent, end, printed",
    [
        pytest.param([0, 0], 0.05, 0, id="nothing"),
        pytest.param([7, 0], 0.05, 1, id="a-line-that-arrives-later"),
        pytest.param([3, 0], 0.05, 1, id="part-of-a-line"),
        pytest.param([7, 4], 0.05, 2, id="both-streams"),
        pytest.param([12, 0], 0.05, 3, id="lines-before-it-are-out-too"),
        pytest.param([0, 0], 0.11, 2, id="lines-of-other-processes-by-time"),
        pytest.param([13, 4], 9.0, 4, id="all"),
    ],
)
def test_lines_that_were_out_when_a_step_ended(sent: list[int], end: float, printed: int) -> None:
    step: dict[str, Any] = {"end": end, "sent": sent}
    count_printed([step], LINES)
    assert step == {"end": end, "printed": printed}
