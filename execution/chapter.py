"""All pages of a build together: has their blocks run, gives each fence its figure, gathers what is wrong."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import PurePosixPath

import msgspec

from execution.interpreters import NoInterpreter
from execution.live.decide import attributes, note
from execution.model import Fault, Run
from execution.pages import Block, PageReader
from execution.runner import Runner
from execution.show.figure import figure
from execution.show.links import resolve
from execution.verdict import judge, report

COMPLETE = "EXECUTION_COMPLETE"
"""With this variable an example that no Python here can run is a fault."""


@dataclass(frozen=True, eq=False)
class _Place:
    """A block, its run to come, and the id of its figure."""

    block: Block
    run: Future[Run]
    ident: str

    @cached_property
    def fault(self) -> Fault | None:
        """What is wrong with the run; waits for it."""
        error = self.run.exception()
        if error is None:
            return judge(self.block, self.run.result())
        if not isinstance(error, NoInterpreter):
            return Fault(self.block.page, self.block.line, f"실행하지 못했습니다: {error}")
        return Fault(self.block.page, self.block.line, str(error)) if os.environ.get(COMPLETE) else None

    @cached_property
    def html(self) -> str:
        """What the page shows of the run; waits for it."""
        fault, error = self.fault, self.run.exception()
        if error is None:
            run, block = self.run.result(), self.block
            live = {"attributes": attributes(block), "note": note(block)}
            return figure(block, run, self.ident, fault, **live)
        if fault:
            return f'<div id="{escape(self.ident)}">{fault_html([fault])}</div>'
        return f'<p class="run-missing" id="{escape(self.ident)}">{escape(str(error))}.</p>'


class Chapter:
    """Pages are named as reports name them: docs/index.md. All are read before the first one is rendered."""

    def __init__(self, reader: PageReader, runner: Runner) -> None:
        self.runner = runner
        self.runs: dict[Block, Future[Run]] = {}
        self._reader = reader
        self._texts: dict[str, str] = {}
        self._places: dict[str, list[_Place]] = {}
        self._left: dict[str, list[_Place]] = {}  # those of a page that wait for their fence
        self._written: dict[str, list[Fault]] = {}  # how a page is written
        self._rendered: list[Fault] = []  # where the build sees other fences than we do

    def read(self, pages: Mapping[str, str]) -> None:
        """Read `pages`, text by name, and start their blocks."""
        blocks: dict[str, list[Block]] = {}
        for page, text in pages.items():
            blocks[page], self._written[page] = self._reader.read(text, page)
            self._texts[page] = text
        self.runs |= self.runner.start(block for on_page in blocks.values() for block in on_page)
        for page, on_page in blocks.items():
            idents = zip(on_page, _idents(page, on_page), strict=True)
            self._places[page] = [_Place(block, self.runs[block], ident) for block, ident in idents]

    def page_of(self, text: str) -> str | None:
        """The page with this text, which may lack its front matter."""
        end = text.strip()
        found = [page for page, whole in self._texts.items() if end and whole.rstrip().endswith(end)]
        return min(found, key=lambda page: len(self._texts[page]), default=None)

    def begin(self, page: str) -> str:
        """The fences of `page` come now, from its first one on: unless they are written wrong.

        Then the page can't be rendered, and what is wrong with it is returned, to be shown instead.
        """
        self._left[page] = list(self._places[page])
        return fault_html(self._faults_of([page])) if self._written[page] else ""

    def figure(self, code: str, page: str) -> str:
        """The figure of the next fence of `page` with this code; waits for its run."""
        left = self._left[page]
        place = next((place for place in left if place.block.code.strip("\n") == code.strip("\n")), None)
        if place is None:
            fault = Fault(page, 1, f"빌드만 찾은 코드 펜스가 있습니다:\n{code}")
            self._rendered.append(fault)
            return fault_html([fault])
        left.remove(place)
        return place.html

    def includes(self, page: str) -> int:
        """How many blocks of `page` are a file."""
        return sum(place.block.snippet is not None for place in self._places[page])

    def shown(self, page: str) -> list[bytes]:
        """What the figures of `page` are drawn from, to tell if they have changed; waits for its runs."""
        return [
            repr((place.ident, place.fault, place.run.exception())).encode("utf-8", "surrogatepass")
            if place.fault or place.run.exception()
            else place.ident.encode() + msgspec.json.encode(place.run.result())
            for place in self._places[page]
        ]

    def shown_runs(self, page: str) -> list[tuple[Block, Run | None]]:
        """The blocks of `page` in their order, each with its run if there is one; waits for its runs."""
        return [
            (place.block, None if place.run.exception() else place.run.result())
            for place in self._places.get(page, [])
        ]

    def idents(self, page: str) -> set[str]:
        """The ids of the figures of `page`."""
        return {place.ident for place in self._places[page]}

    def figure_of(self, fault: Fault) -> str:
        """The id of the figure that `fault` is about, empty if it is about none."""
        places = [] if self._written[fault.page] else self._places[fault.page]
        return next((place.ident for place in places if place.block.line == fault.line), "")

    def end(self, page: str, html: str) -> str:
        """`page` has become `html`: that, with its links to steps. A figure not in it was no fence there."""
        if self._written[page]:
            return html
        self._rendered += [
            Fault(page, place.block.line, "빌드가 렌더링하지 않는 코드 펜스입니다")
            for place in self._places[page]
            if f'id="{place.ident}"' not in html and not place.fault
        ]
        runs = {p.ident: p.run.result() for p in self._places[page] if not p.run.exception()}
        html, faults = resolve(html, runs, page, self._texts[page])
        self._rendered += faults
        return html

    @property
    def faults(self) -> list[Fault]:
        """All that is wrong so far, in page order; waits for all runs."""
        return self._faults_of(self._places)

    def _faults_of(self, pages: Iterable[str]) -> list[Fault]:
        found = [fault for fault in self._rendered if fault.page in pages]
        for page in pages:
            found += self._written[page]
            found += [fault for place in self._places[page] if (fault := place.fault)]
        return sorted(found, key=lambda fault: (fault.page, fault.line))


def fault_html(faults: list[Fault]) -> str:
    """What stands in a page in place of a figure that can't be had."""
    return f'<pre class="run-fault">{escape(report(faults))}</pre>'


def _idents(page: str, blocks: list[Block]) -> list[str]:
    """An id for each figure that stays as long as page and snippet keep their names."""
    prefix = "run-" + "-".join(PurePosixPath(page).with_suffix("").parts[1:])
    idents: list[str] = []
    for block in blocks:
        ident = f"{prefix}-{PurePosixPath(block.file_name).stem}"
        earlier = sum(other == ident or other.startswith(f"{ident}--") for other in idents)
        idents.append(f"{ident}--{earlier + 1}" if earlier else ident)
    return idents
