"""Snapshots keep words, lines, streams and order, and nothing that differs from run to run."""

from __future__ import annotations

from pathlib import Path

import pytest

from execution.model import SHAPE, Line, Run
from execution.pages import Block
from execution.snapshots import difference, snapshot

BLOCK = Block("docs/page.md", 1, "code\n", {}, "folder/one.py")


A, B = Line(0, "stdout", "a\n"), Line(0, "stdout", "b\n")


def printed(*lines: Line) -> Run:
    return Run(SHAPE, "0" * 64, "3.11.7", 0, 5.0, 0.1, True, None, "", lines, (), 0, ())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3.01초", "2.99초"),
        ("<Task at 0x7f01>", "<Task at 0x55ab>"),
        ("1,024 KiB", "980 KiB"),
        ("12345", "999"),
    ],
)
def test_what_varies_is_the_same(one: str, other: str) -> None:
    assert snapshot(printed(Line(0, "stdout", one))) == snapshot(printed(Line(9, "stdout", other)))


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
