"""The pages of one build: their blocks, the runs of these, a figure for each, and all that is wrong."""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from html import escape
from pathlib import PurePosixPath

from execution.interpreters import NoInterpreter
from execution.model import Fault, Run
from execution.pages import Block, PageReader
from execution.runner import Runner
from execution.show.figure import figure
from execution.verdict import judge, report


@dataclass(eq=False, slots=True)
class Place:
    """Where a page shows a block: the id of its figure, and whether the figure has been asked for."""

    block: Block
    ident: str
    shown: bool = False


class Chapter:
    """All pages are read and their blocks started first; then each figure can be had, after its own run."""

    def __init__(self, reader: PageReader, runner: Runner) -> None:
        self.runner = runner
        self.faults: list[Fault] = []
        self.runs: dict[Block, Future[Run]] = {}
        self._reader = reader
        self._places: dict[str, list[Place]] = {}
        self._unreadable: set[str] = set()

    def read(self, pages: Mapping[str, str], *, start: bool = True) -> None:
        """Take in all pages (name and text), and start the blocks of those that are written right."""
        for page, text in pages.items():
            blocks, faults = self._reader.read(text, page)
            self.faults += faults
            self._places[page] = _places(page, blocks)
            self._unreadable |= {page} if faults else set()
        if start:
            self.runs = self.runner.start(each.block for page in self._places.values() for each in page)

    def figure(self, code: str, page: str | None = None) -> str:
        """The figure under the next fence of `page` with this code; of any page if none is given."""
        pages = self._places.values() if page is None else [self._places[page]]
        places = [place for on_page in pages for place in on_page if place.block.code.strip() == code.strip()]
        place = next((place for place in places if not place.shown), None)
        if place is None:
            where = page or "?"
            self.faults.append(Fault(where, 1, f"MkDocs만 찾은 코드 펜스가 있습니다:\n{code}"))
            return ""
        place.shown = True
        return self._drawn(place)

    def _drawn(self, place: Place) -> str:
        block = place.block
        try:
            run = self.runs[block].result()
        except NoInterpreter as error:
            if "EXECUTION_COMPLETE" not in os.environ:
                return f'<p class="run-missing">{escape(str(error))}.</p>'
            fault = Fault(block.page, block.line, str(error))
        except Exception as error:
            fault = Fault(block.page, block.line, f"실행하지 못했습니다: {error}")
        else:
            wrong = judge(block, run)
            self.faults += [wrong] if wrong else []
            return figure(block, run, place.ident, wrong)
        self.faults.append(fault)
        return f'<pre class="run-fault">{escape(report([fault]))}</pre>'

    def why_not(self, page: str) -> str:
        """What to show in place of `page` if its fences are written wrong: all that is wrong with it."""
        if page not in self._unreadable:
            return ""
        for place in self._places[page]:
            self._drawn(place)
        faults = sorted((fault for fault in self.faults if fault.page == page), key=lambda fault: fault.line)
        return f'<pre class="run-fault">{escape(report(faults))}</pre>'

    def note_lost(self, page: str, html: str) -> None:
        """Note the blocks of `page` that have no figure in its `html`."""
        if page not in self._unreadable:
            self.faults += [
                Fault(page, place.block.line, "MkDocs가 렌더링하지 않는 코드 펜스입니다")
                for place in self._places[page]
                if not place.shown or f'id="{place.ident}"' not in html
            ]


def _places(page: str, blocks: list[Block]) -> list[Place]:
    """A place for each block, with an id that stays as long as page and snippet keep their names."""
    prefix = "run-" + page.partition("/")[2].removesuffix(".md").replace("/", "-")
    idents: list[str] = []
    for block in blocks:
        ident = f"{prefix}-{PurePosixPath(block.file_name).stem}"
        earlier = sum(other == ident or other.startswith(f"{ident}--") for other in idents)
        idents.append(f"{ident}--{earlier + 1}" if earlier else ident)
    return [Place(block, ident) for block, ident in zip(blocks, idents, strict=True)]
