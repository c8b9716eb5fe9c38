"""Snapshots keep words, lines, streams and order, and nothing that differs from run to run."""

from __future__ import annotations

from pathlib import Path

import pytest

from execution.model import Line, Run
from execution.snapshots import difference, snapshot, unlike
from tests.support import a_block, a_run

BLOCK = a_block(snippet="folder/one.py")
A, B = Line(0, "stdout", "a\n"), Line(0, "stdout", "b\n")


def printed(*lines: Line) -> Run:
    return a_run(lines=lines)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3.01초", "2.99초"),
        ("<Task at 0x7f01>", "<Task at 0x55ab>"),
        ("1,024 KiB", "980 KiB"),
        ("12 µs", "9 µs"),
        ("35.2배", "41.0배"),
        ("12.5%", "9.9%"),
    ],
)
def test_what_varies_is_the_same(one: str, other: str) -> None:
    assert snapshot(printed(Line(0, "stdout", one))) == snapshot(printed(Line(9, "stdout", other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("User123", "User124"),
        ("1,000개", "1,001개"),
        ("2초 예정", "3초 예정"),
        ("[0.5, 1]", "[0.6, 1]"),
        ("2026", "2027"),
    ],
)
def test_what_does_not_vary_is_another(one: str, other: str) -> None:
    assert snapshot(printed(Line(0, "stdout", one))) != snapshot(printed(Line(0, "stdout", other)))


def test_how_a_line_came_in_pieces_is_no_matter() -> None:
    whole = printed(Line(0, "stderr", "ab\n"), Line(0, "stdout", "c\n"))
    pieces = printed(Line(0, "stderr", "a"), Line(1, "stderr", "b\n"), Line(1, "stdout", "c\n"))
    assert snapshot(whole) == snapshot(pieces) == "2> ab\nc\n"


OWN_FRAME = '  File "one.py", line 3, in main\n    await fail()\n'
LIBRARY_FRAME = '  File "…/python3.11/asyncio/runners.py", line 190, in run\n    return runner.run(main)\n'


@pytest.mark.parametrize("prefix", ["", "  | ", "    | "])
@pytest.mark.parametrize("marks", ["", "    ^^^^^^\n", "    ~~~~~^^\n"])
def test_a_traceback_keeps_the_frames_of_the_example_alone(prefix: str, marks: str) -> None:
    def told(text: str) -> str:
        lines = (prefix + line for line in text.splitlines(keepends=True))
        return snapshot(printed(*(Line(0, "stderr", line) for line in lines)))

    head, end = "Traceback (most recent call last):\n", "ValueError: no\n"
    library = LIBRARY_FRAME + marks.replace("    ", "           ")
    assert told(head + library + OWN_FRAME + marks + library * 2 + end) == told(head + OWN_FRAME + end)
    assert told(head + OWN_FRAME.replace("3", "4") + end) != told(head + OWN_FRAME + end)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([Line(0, "stdout", "작업1\n")], [Line(0, "stdout", "작업2\n")]),
        ([A], [Line(0, "stderr", "a\n")]),
        (
            [Line(0, "stdout", "a\n"), Line(0, "stdout", "b\n")],
            [Line(0, "stdout", "b\n"), Line(0, "stdout", "a\n")],
        ),
        ([A], [A, A]),
    ],
)
def test_what_a_reader_sees_is_kept(one: list[Line], other: list[Line]) -> None:
    assert snapshot(printed(*one)) != snapshot(printed(*other))


def test_a_change_is_a_difference_until_it_is_taken_over(tmp_path: Path) -> None:
    old, new = printed(Line(0, "stdout", "전\n")), printed(Line(0, "stdout", "후\n"))
    assert "+전" in difference(BLOCK, old, tmp_path)
    assert difference(BLOCK, old, tmp_path, update=True) == ""
    assert difference(BLOCK, old, tmp_path) == ""
    assert difference(BLOCK, new, tmp_path).splitlines()[-2:] == ["-전", "+후"]
    assert (tmp_path / "folder" / "one.txt").read_text(encoding="utf-8") == "전\n"


HEAD, END = "Traceback (most recent call last):\n", "ValueError: no\n"
NEWER = LIBRARY_FRAME.replace("3.11", "3.14").replace("190", "204") + "           ~~~~~~~~~~^^^^^^\n"


@pytest.mark.parametrize(
    ("recorded", "lines", "expected"),
    [
        (["a\n", "1.00초\n"], ["a\n", "1.03초\n"], ([], 0)),
        (["a\n", "b\n"], ["a\n", "c\n", "d\n"], ([1, 2], 0)),
        (["a\n", "b\n", "c\n"], ["a\n", "c\n"], ([], 1)),
        (["A1 B1 ", "A2\n"], ["A1 ", "B1 A2\n"], ([], 0)),
        (["A1 B1\n", "c\n"], ["A1 ", "B", "2\n", "c\n"], ([0, 1, 2], 0)),
        (["a\n", "b"], ["a\n", "c"], ([1], 0)),
        ([], ["a\n"], ([0], 0)),
        (["a\n"], [], ([], 1)),
        ([HEAD, *LIBRARY_FRAME.splitlines(True), END], [HEAD, *NEWER.splitlines(True), END], ([], 0)),
        ([HEAD, *LIBRARY_FRAME.splitlines(True), END], [HEAD, *NEWER.splitlines(True), "no\n"], ([4], 0)),
    ],
)
def test_lines_that_were_not_recorded_are_numbered_and_missing_ones_counted(
    recorded: list[str], lines: list[str], expected: tuple[list[int], int]
) -> None:
    assert unlike(recorded, lines) == expected
