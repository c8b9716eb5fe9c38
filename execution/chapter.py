"""All pages of a build together: has their blocks run, gives each fence its figure, gathers what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from html import escape
from pathlib import Path, PurePosixPath

from execution import progress
from execution.model import Fault, Run
from execution.pages import Block, PageReader
from execution.runner import Runner
from execution.show.figure import figure
from execution.verdict import judge, report


@dataclass(frozen=True, eq=False)
class _Place:
    """A block, its run to come, and the id of its figure."""

    block: Block
    run: Future[Run]
    ident: str

    def fault(self) -> Fault | None:
        """What is wrong with the run; waits for it."""
        error = self.run.exception()
        if error:
            return Fault(self.block.page, self.block.line, f"실행하지 못했습니다: {error}")
        return judge(self.block, self.run.result())

    def figure(self) -> str:
        fault = self.fault()
        if fault and self.run.exception():
            return fault_html([fault])
        return figure(self.block, self.run.result(), self.ident, fault)


class Chapter:
    """Pages are named as reports name them: docs/index.md. Includes lie under `snippets`."""

    def __init__(self, snippets: Path, runner: Runner) -> None:
        self._reader, self._runner = PageReader(snippets), runner
        self._texts: dict[str, str] = {}
        self._places: dict[str, list[_Place]] = {}
        self._left: dict[str, list[_Place]] = {}  # those of a page that wait for their fence
        self._written: dict[str, list[Fault]] = {}  # how a page is written
        self._rendered: list[Fault] = []  # where the build sees other fences than we do

    def read(self, pages: Mapping[str, str]) -> None:
        """Read `pages`, text by name, and start their blocks."""
        for page, text in pages.items():
            blocks, self._written[page] = self._reader.read(text, page)
            self._texts[page] = text.strip()
            self._places[page] = [
                _Place(block, self._runner.submit(block), ident)
                for block, ident in zip(blocks, _idents(page, blocks), strict=True)
            ]

    def page_of(self, text: str) -> str | None:
        """The page with this text, which may lack its front matter."""
        found = [page for page, whole in self._texts.items() if text.strip() and whole.endswith(text.strip())]
        return min(found, key=lambda page: len(self._texts[page]), default=None)

    def begin(self, page: str) -> None:
        """The fences of `page` come now, from its first one on."""
        self._left[page] = list(self._places[page])

    def figure(self, code: str, page: str | None = None) -> str:
        """The figure of the next fence of `page` with this code; waits for its run.

        Without a page, of any fence with this code.
        """
        among = self._left[page] if page else [place for on in self._places.values() for place in on]
        place = next((place for place in among if place.block.code.strip("\n") == code.strip("\n")), None)
        if place is None:
            fault = Fault(page or "?", 1, f"빌드만 찾은 코드 펜스가 있습니다:\n{code}")
            self._rendered.append(fault)
            return fault_html([fault])
        if page:
            among.remove(place)
        return place.figure()

    def end(self, page: str, html: str) -> None:
        """`page` has become `html`: what isn't in there was no fence to the build."""
        self._rendered += [
            Fault(page, place.block.line, "빌드가 렌더링하지 않는 코드 펜스입니다")
            for place in self._places[page]
            if f'id="{place.ident}"' not in html and not place.fault()
        ]

    @property
    def faults(self) -> list[Fault]:
        """All that is wrong so far, in page order; waits for all runs."""
        places = [place for on_page in self._places.values() for place in on_page]
        progress.wait({place.block: place.run for place in places}, self._runner.since)
        written = [fault for on_page in self._written.values() for fault in on_page]
        failed = [fault for place in places if (fault := place.fault())]
        return sorted(written + failed + self._rendered, key=lambda fault: (fault.page, fault.line))


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
