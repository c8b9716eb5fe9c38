"""Draws the lanes of a run as SVG: filled while a call holds its thread, hollow while it awaits, and of a
third kind while it could go on but it isn't its turn.

Horizontal positions are percentages of the plot, vertical ones pixels, so that the picture follows the
width of the page and its text doesn't shrink. Labels stand above the bars; where the page is wide enough
the style sheet moves them to the left. Colours are the theme's.
"""

from __future__ import annotations

import math
import unicodedata
from html import escape

from execution.model import Lane, Run

MAX_LANES = 40
"""Lanes drawn; what exceeds them is told in words."""
LANE, BAR, AXIS = 36, 14, 22
"""Pixels: from one lane to the next, height of a bar, height of the axis."""
ROOM = 1.04
"""The axis goes a little beyond the end, so that a mark there isn't cut off."""
TICKS = 5
THIN = 0.001
"""Part of the width that the shortest bar takes: SVG doesn't draw one of no width at all."""
MERGE = 1 / 600
"""Part of the width below which a gap between two bars can't be seen."""
WIDE_LABEL = 34
"""Columns of text beyond which labels stay above the bars even on a wide page."""
TASK_COLOURS = 8
"""As many as the style sheet has; a ninth task takes the first one again."""
ENDS = {"returned": "완료", "raised": "예외로 끝남", "cancelled": "취소됨", "unfinished": "끝나지 않음"}
RIGHT_OF, LEFT_OF = 'dx="3"', 'dx="-3" text-anchor="end"'
MARKS = {"raised": "!", "cancelled": "✕"}


def draw(run: Run) -> str:
    """The timeline of `run` with its legend, as HTML; an empty string if it has no lanes."""
    if not run.lanes:
        return ""
    lanes = run.lanes[:MAX_LANES]
    end = end_of(run)
    domain = end * ROOM
    labels = [_label(lane) for lane in lanes]
    columns = max(map(_columns, labels))
    height = len(lanes) * LANE
    drawn = "".join(
        _lane(lane, label, number, domain)
        for number, (lane, label) in enumerate(zip(lanes, labels, strict=True))
    )
    words = escape(" ".join(f"{describe(lane)}." for lane in lanes))
    stacked = " run-stacked" if columns > WIDE_LABEL else ""
    return (
        f'<svg class="run-timeline{stacked}" role="img" aria-label="{words}" data-end="{end:.6f}" '
        f'data-domain="{domain:.4f}" width="100%" height="{height + AXIS}" '
        f'style="--lanes:{len(lanes)};--label:{columns}ch">'
        f'<rect class="ground" width="100%" height="100%"/>{_axis(domain)}{drawn}</svg>'
        f"{_legend(run)}{_rest(run)}"
    )


def end_of(run: Run) -> float:
    """Where picture, replay and steps end: when the last thing that any of them shows has happened."""
    ends = [*(lane.end for lane in run.lanes), *(step.end for step in run.steps)]
    return max(0.001, run.seconds, *ends, *(line.t for line in run.lines))


def describe(lane: Lane) -> str:
    """One sentence that says what the lane shows."""
    length = lane.end - lane.start
    busy = sum(end - start for start, end in lane.active) / length if length else 1.0
    end = f"{lane.end:.2f}초에 {ENDS[lane.outcome]}"
    return f"{_label(lane)}: {lane.start:.2f}초에 시작, {end}, 실행 {busy:.1%}"


def _label(lane: Lane) -> str:
    return f"{lane.call} · {lane.thread}" if lane.thread else lane.call


def _columns(text: str) -> int:
    """Columns of a monospaced font; Hangul takes two (Unicode East Asian Width)."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _lane(lane: Lane, label: str, number: int, domain: float) -> str:
    def bar(kind: str, word: str, start: float, end: float) -> str:
        width = max(THIN, (end - start) / domain)
        return (
            f'<rect class="{kind}" x="{start / domain:.2%}" width="{width:.2%}" y="18" height="{BAR}" '
            f'data-start="{start:.3f}" data-end="{end:.3f}">'
            f"<title>{word} {start:.3f}–{end:.3f}초</title></rect>"
        )

    bars = [bar("waiting", "기다림", lane.start, lane.end)]
    bars += [bar("ready", "준비됨", start, end) for start, end in lane.ready if end - start >= domain * MERGE]
    bars += [bar("active", "실행 중", start, end) for start, end in _merged(lane, domain)]
    mark = MARKS.get(lane.outcome, "")
    if mark:
        bars.append(f'<text class="mark" x="{lane.end / domain:.2%}" dx="3" y="30">{mark}</text>')
    task = f' data-task="{lane.task}"' if lane.task >= 0 else ""
    colour = f";--task:var(--run-task-{lane.task % TASK_COLOURS})" if task else ""
    return (
        f'<g class="lane" style="--lane:{number}{colour}" transform="translate(0 {number * LANE})"{task} '
        f'data-call="{escape(lane.call)}" data-start="{lane.start:.3f}" data-end="{lane.end:.3f}" '
        f'data-outcome="{lane.outcome}"><title>{escape(describe(lane))}</title>'
        f'{"".join(bars)}<text class="label" y="13">{escape(label)}</text></g>'
    )


def _merged(lane: Lane, domain: float) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for start, end in lane.active:
        if merged and start - merged[-1][1] < domain * MERGE:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _axis(domain: float) -> str:
    power = math.floor(math.log10(domain / TICKS))
    step = next(step for step in (n * 10.0**power for n in (1, 2, 5, 10)) if domain / step <= TICKS)
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    count = int(domain / step) + 1
    ticks = [(number * step / domain, f"{number * step:.{digits}f}초") for number in range(count)]
    return "".join(
        f'<line class="tick" x1="{x:.2%}" x2="{x:.2%}" y2="100%"/>'
        f'<text class="time" x="{x:.2%}" {LEFT_OF if x > 0.88 else RIGHT_OF} y="100%" dy="-5">{word}</text>'
        for x, word in ticks
    )


def _legend(run: Run) -> str:
    """What the shapes mean; of the ends, those that are there."""
    ready = '<span><i class="run-key ready"></i> 준비됨(차례가 아님)</span>' if run.steps else ""
    outcomes = {lane.outcome for lane in run.lanes[:MAX_LANES]}
    marks = "".join(
        f"<span><b>{mark}</b> {ENDS[outcome]}</span>"
        for outcome, mark in MARKS.items()
        if outcome in outcomes
    )
    return (
        '<p class="run-legend" aria-hidden="true" data-search-exclude>'
        '<span><i class="run-key active"></i> 실행 중(스레드를 차지함)</span>'
        f'{ready}<span><i class="run-key waiting"></i> 기다림</span>{marks}</p>'
    )


def _rest(run: Run) -> str:
    """What is not drawn, in words: how many calls of which function, and when."""
    rest = run.lanes[MAX_LANES:]
    parts = []
    for function in dict.fromkeys(lane.function for lane in rest):
        same = [lane for lane in rest if lane.function == function]
        first, last = min(lane.start for lane in same), max(lane.end for lane in same)
        parts.append(f"{function} {len(same)}번({first:.2f}초–{last:.2f}초)")
    if run.lanes_left_out:
        parts.append(f"시각을 남기지 않은 호출 {run.lanes_left_out}번")
    return f'<p class="run-rest">그리지 않은 호출: {escape(", ".join(parts))}</p>' if parts else ""
