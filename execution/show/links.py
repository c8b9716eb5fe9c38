"""Links into a run by what happens there: `[🔍 …](#run-x){ step="문구" }` leads to the step that says so.

A step's number would shift with the next edit of the example; words that no longer fit are an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from execution.model import Fault, Run
from execution.show.words import step_named

LINK = re.compile(r'<a\b(?:[^">]|"[^"]*")*?\sstep="[^"]*"(?:[^">]|"[^"]*")*>')
STEP, TARGET = re.compile(r'\sstep="([^"]*)"'), re.compile(r'\shref="#([^"]*)"')


def resolve(html: str, runs: Mapping[str, Run], page: str, source: str) -> tuple[str, list[Fault]]:
    """`html` with the number of the step in each link that names one, and the faults of links that can't be.

    `runs` are the runs of the page's figures by their ids, `source` is the Markdown text of `page`.
    """
    faults: list[Fault] = []
    lines = source.split("\n")

    def link(found: re.Match[str]) -> str:
        named, target = STEP.search(found[0]), TARGET.search(found[0])
        text = unescape(named[1]) if named else ""
        try:
            number = step_named(_run(runs, target), text)
        except ValueError as error:
            line = next(
                (number for number, line in enumerate(lines, 1) if text in line and "step=" in line), 1
            )
            faults.append(Fault(page, line, f"step= 링크: {error}"))
            return found[0]
        return STEP.sub(f' data-step="{number}"', found[0])

    return LINK.sub(link, html), faults


def _run(runs: Mapping[str, Run], target: re.Match[str] | None) -> Run:
    ident = unescape(target[1]) if target else ""
    if ident not in runs:
        raise ValueError(f"이 페이지의 실행 결과를 가리켜야 합니다 (#{ident or 'run-…'})")
    if not runs[ident].steps:
        raise ValueError(f"걸음을 기록하지 않은 실행입니다: #{ident} (timeline=이 필요합니다)")
    return runs[ident]
