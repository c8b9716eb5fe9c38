"""Writes the figure under a block: what it printed, on which interpreter, in how much time."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Protocol

from execution.model import Fault, Run
from execution.show import predict
from execution.show.timeline import draw
from execution.show.words import details

CONTROL_PICTURES = {c: 0x2400 + c for c in range(32) if chr(c) not in "\t\n"} | {127: 0x2421}
"""Control characters have no place in HTML; Unicode has a visible picture for each (U+2400 ff.)."""


class Shown(Protocol):
    """What a figure shows of a block: the name of its file, if it is one, and what its fence says."""

    @property
    def snippet(self) -> str | None: ...

    @property
    def shown(self) -> Mapping[str, str]: ...


def text_html(text: str) -> str:
    """`text` as HTML that shows exactly that text; control characters appear as their pictures."""
    return escape(text.translate(CONTROL_PICTURES))


def figure(
    block: Shown,
    run: Run,
    ident: str,
    fault: Fault | None = None,
    *,
    title: str = "실행 결과",
    attributes: str = "",
    note: str = "",
) -> str:
    """The figure of one run. This markup is a contract: scripts, styles and tests hold on to it.

    `attributes` are further ones of the figure, `note` is what stands at its end, both as HTML.
    """
    snippet = f' data-snippet="{escape(block.snippet)}"' if block.snippet else ""
    status = f" · 종료 상태 {run.exit_status}" if run.exit_status else ""
    lines = "".join(
        f'<span class="line" data-t="{line.t:.3f}" data-stream="{line.stream}">{text_html(line.text)}</span>'
        for line in run.lines
    )
    if run.limit == "output":
        lines += '<span class="run-cut">… 출력이 너무 길어 여기서 끊었습니다</span>'
    output = (
        f'<pre class="run-output" tabindex="0" role="group" aria-label="출력">{lines}</pre>'
        if lines
        else ('<p class="run-silent">출력이 없습니다.</p>')
    )
    warning = f'<p class="run-fault">{escape(fault.message)}</p>' if fault else ""
    asked = predict.question(block.shown, run)
    kind = f"run{' run-asks' if asked else ''}{' run-failed' if fault else ''}"
    more = (f' data-steps="{len(run.steps)}"' if run.steps else "") + attributes
    return (
        f'<figure class="{kind}" id="{escape(ident)}"{snippet} '
        f'data-python="{run.python}" data-exit="{run.exit_status}" data-seconds="{run.seconds:.2f}"{more}>'
        f"<figcaption>{title} · Python {run.python}"
        f'<span class="run-took"> · {run.seconds:.2f}초{status}</span></figcaption>'
        f"{warning}{asked}{output}{draw(run)}{details(run)}{note}</figure>"
    )
