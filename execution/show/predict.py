"""A prediction: the reader says what a run will show before seeing it. The recorded run is the key."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from execution.model import Run

OPTIONS = ("predict", "anyorder", "choices")
"""What a fence may say: predict="order" or "seconds", anyorder="2-3" for lines in no fixed order, and
choices="2" for how many durations to choose from."""
CHOICES = ("2", "3", "4")
"""Of durations, from yes or no to one of four, which is what is asked without a word on it."""
MOST_LINES = 12
"""Lines that can be put in order without a mouse and without losing patience."""
APART = 1.4
"""Two choices of a duration differ at least by this factor: also when a busy machine has taken longer."""
FACTORS = (2, 0.5, 3, 0.33, 4, 0.2, 8, 0.1)
"""Of the true duration, for as many choices as the run itself doesn't give."""
LATE, EARLY = 0.3, 0.03
"""From so many seconds on a duration is told with one decimal, and with two; below that with three."""
WHOLE = 2
"""From so many seconds on a question with two choices is about whole ones."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One printed line to be put in its place; entries of one `group` may stand in any order.

    `line` is the index in `Run.lines` with which it was complete.
    """

    text: str
    line: int
    group: int


def problems(options: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with how a fence asks for a prediction, in words for its author."""
    kind, anyorder = options.get("predict"), options.get("anyorder")
    if kind not in (None, "order", "seconds"):
        yield f'predict=에는 "order"나 "seconds"만 쓸 수 있습니다: {kind}'
    if options.get("choices", "4") not in CHOICES or (kind != "seconds" and "choices" in options):
        yield 'choices=는 predict="seconds"와 함께 쓰는 2, 3, 4 가운데 하나입니다'
    if anyorder is not None and kind != "order":
        yield 'anyorder=는 predict="order"와 함께 씁니다'
    elif anyorder is not None and not (
        re.fullmatch(r"[1-9]\d*-\d+( +\d+-\d+)*", anyorder)
        and all(start < end for start, end in _ranges(anyorder))
    ):
        yield f'anyorder=는 "2-3"과 같은 줄 번호의 범위여야 합니다: {anyorder}'


def impossible(options: Mapping[str, str], run: Run) -> str | None:
    """Why the run gives no answer to what its fence asks; None if it does."""
    if options.get("predict") != "order":
        return None
    entries = _entries(run, options.get("anyorder", ""))
    if len(entries) > MOST_LINES:
        return f'predict="order"로 묻기에는 출력이 너무 깁니다: {len(entries)}줄 (최대 {MOST_LINES}줄)'
    last = max((end for _, end in _ranges(options.get("anyorder", ""))), default=0)
    if last > len(entries):
        return f"anyorder=의 {last}번째 줄이 없습니다: 표준 출력은 {len(entries)}줄입니다"
    if not any(a.group != b.group and a.text != b.text for a, b in combinations(entries, 2)):
        return 'predict="order"로 물을 순서가 없습니다: 표준 출력에 서로 다른 줄이 둘 이상 있어야 합니다'
    return None


def question(options: Mapping[str, str], run: Run) -> str:
    """What the page's script has to know to ask and to judge; an empty string if nothing is asked."""
    kind = options.get("predict")
    if kind is None or impossible(options, run):
        return ""
    asked: dict[str, object] = {"kind": kind}
    if kind == "order":
        entries = _entries(run, options.get("anyorder", ""))
        asked["lines"] = [[entry.text, entry.line, entry.group] for entry in entries]
        asked["shuffled"] = _shuffled(entries)
    else:
        asked["choices"], asked["right"] = _choices(run, int(options.get("choices", "4")))
    data = json.dumps(asked, ensure_ascii=False, separators=(",", ":"))
    # An attribute, since the theme would run a script of any type when it goes to another page.
    data = data.replace("&", "&amp;").replace("'", "&#39;").replace("<", "&lt;")
    return f"<div class='run-predict' data-question='{data}' hidden></div>"


def _ranges(anyorder: str) -> list[tuple[int, int]]:
    return [(int(start), int(end)) for start, end in re.findall(r"(\d+)-(\d+)", anyorder)]


def _entries(run: Run, anyorder: str) -> list[Entry]:
    """The lines of standard output that say something, whole, numbered from 1 for `anyorder`."""
    entries: list[Entry] = []
    text = ""
    stdout = [(number, line.text) for number, line in enumerate(run.lines) if line.stream == "stdout"]
    for place, (number, piece) in enumerate(stdout, 1):
        text += piece
        if text.strip() and (text.endswith("\n") or place == len(stdout)):
            count = len(entries) + 1
            group = next((start for start, end in _ranges(anyorder) if start <= count <= end), count)
            entries.append(Entry(text.rstrip("\n"), number, group))
        if text.endswith("\n"):
            text = ""
    return entries


def _is_right(entries: list[Entry], order: list[int]) -> bool:
    """Whether the texts in `order` are those of the run, those of one group in any order."""
    guess = [entries[number].text for number in order]
    groups = [entry.group for entry in entries]
    return all(
        sorted(entry.text for entry in entries if entry.group == group)
        == sorted(text for text, at in zip(guess, groups, strict=True) if at == group)
        for group in set(groups)
    )


def _shuffled(entries: list[Entry]) -> list[int]:
    """An order that is not right, the same in every build: measured digits don't count for it."""
    order = list(range(len(entries)))
    dice = random.Random(re.sub(r"\d", "", "".join(entry.text for entry in entries)))
    while _is_right(entries, order):
        dice.shuffle(order)
    return order


def _choices(run: Run, count: int) -> tuple[list[str], int]:
    """`count` durations in words, ascending, and which of them is the run's own.

    The others are what somebody may think: all calls one after the other, the longest one, the shortest.
    """
    digits = 1 if run.seconds >= LATE else 2 if run.seconds >= EARLY else 3
    if count == 2 and run.seconds >= WHOLE:
        digits = 0
    lengths = [lane.end - lane.start for lane in run.lanes] or [run.seconds]
    chosen = [round(max(run.seconds, 0.001), digits)]
    guesses = [sum(lengths), max(lengths), min(lengths), *(chosen[0] * factor for factor in FACTORS)]
    for guess in (round(guess, digits) for guess in guesses):
        if guess > 0 and all(max(guess, other) >= APART * min(guess, other) for other in chosen):
            chosen.append(guess)
    choices = sorted(chosen[:count])
    return [f"{choice:.{digits}f}초" for choice in choices], choices.index(chosen[0])
