"""The adapter to MkDocs: pages in, figures out. Everything else in this package is free of MkDocs.

Order of events: `on_files` reads all pages and starts their blocks; while MkDocs renders page after
page, each executed fence leaves a placeholder; `on_env`, after all pages are rendered and before any
is written, waits for the runs and puts the figures in. A fault stops the build there, with nothing
published; under `mkdocs serve` the page shows it and the server lives on.
"""

from __future__ import annotations

import os
import sys
import uuid
from concurrent.futures import Future
from dataclasses import dataclass, field
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:  # MkDocs loads this file by its path, without its package
    sys.path.insert(0, str(ROOT))

from markdown_exec import base_format, formatters  # noqa: E402
from mkdocs.config.defaults import MkDocsConfig  # noqa: E402
from mkdocs.exceptions import PluginError  # noqa: E402
from mkdocs.structure.files import Files  # noqa: E402
from mkdocs.structure.pages import Page  # noqa: E402

from execution import progress  # noqa: E402
from execution.model import Fault, Run  # noqa: E402
from execution.pages import RUN_BY, Block, PageReader  # noqa: E402
from execution.project import runner  # noqa: E402
from execution.show import predict  # noqa: E402
from execution.show.figure import figure  # noqa: E402
from execution.show.links import resolve  # noqa: E402
from execution.verdict import judge, report  # noqa: E402


@dataclass
class _Place:
    """A block, its run to come, and the text that stands for its figure meanwhile."""

    block: Block
    run: Future[Run]
    ident: str
    mark: str = field(default_factory=lambda: f"<div>run-{uuid.uuid4()}</div>")


@dataclass
class _Build:
    places: dict[str, list[_Place]] = field(default_factory=dict)
    waiting: list[_Place] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    page: str = ""


_serving = False
_switched_off = os.environ.get("EXECUTION") == "off"
"""For measuring what execution costs: pages then have their code, and no figures."""
_build = _Build()


def on_startup(*, command: str, **_: Any) -> None:
    global _serving
    _serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    global _build
    _build = _Build()
    formatters["python"] = formatters["py"] = _format
    if _serving:
        config.strict = False  # an author wants to see the page, and its warnings, not the server die
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    base = config.mdx_configs["pymdownx.snippets"]["base_path"][0]
    reader = PageReader(Path(config.config_file_path).parent / base)
    folder = Path(config.docs_dir).name
    for file in files.documentation_pages():
        page = f"{folder}/{file.src_uri}"
        blocks, faults = reader.read(file.content_string, page)
        _build.faults += faults
        idents = _idents(file.src_uri, blocks)
        _build.places[page] = [
            _Place(block, Future() if _switched_off else runner().submit(block), ident)
            for block, ident in zip(blocks, idents, strict=True)
        ]
    return files


def _idents(src_uri: str, blocks: list[Block]) -> list[str]:
    """An id for each figure that stays as long as page and snippet keep their names."""
    prefix = "run-" + src_uri.removesuffix(".md").replace("/", "-")
    idents: list[str] = []
    for block in blocks:
        ident = f"{prefix}-{PurePosixPath(block.file_name).stem}"
        earlier = sum(other == ident or other.startswith(f"{ident}--") for other in idents)
        idents.append(f"{ident}--{earlier + 1}" if earlier else ident)
    return idents


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    _build.page = f"{Path(config.docs_dir).name}/{page.file.src_uri}"
    _build.waiting = list(_build.places.get(_build.page, []))
    faults = [fault for fault in _build.faults if fault.page == _build.page]
    if faults:  # it can't be rendered as it stands
        _build.waiting = []
        return f'# {page.file.name}\n\n<pre class="run-fault">{escape(report(faults))}</pre>\n'
    return markdown


def _format(*, code: str, md: Any, **options: Any) -> str:
    """Takes the place of markdown-exec's own formatter for Python; keeps its options."""
    place = next((place for place in _build.waiting if _same(place.block.code, code)), None)
    if place is None:
        _build.faults.append(Fault(_build.page, 1, f"MkDocs만 찾은 코드 펜스가 있습니다:\n{code}"))
        return ""
    _build.waiting.remove(place)
    ours = (*RUN_BY, *predict.OPTIONS)
    extra = {name: value for name, value in options["extra"].items() if name not in ours}
    mark = "" if _switched_off else place.mark
    options |= {"html": True, "extra": extra}
    return base_format(language="python", run=lambda *_, **__: mark, code=code, md=md, **options)


def _same(one: str, other: str) -> bool:
    return one.strip("\n") == other.strip("\n")


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    lost = list(_build.waiting)
    lost += [
        place
        for place in _build.places.get(_build.page, [])
        if place not in lost and place.mark not in html and not _switched_off
    ]
    if not any(fault.page == _build.page for fault in _build.faults):
        _build.faults += [
            Fault(_build.page, place.block.line, "MkDocs가 렌더링하지 않는 코드 펜스입니다") for place in lost
        ]
    return html


def on_env(env: Any, *, config: MkDocsConfig, files: Files) -> Any:
    places = [place for on_page in _build.places.values() for place in on_page]
    if not _switched_off:
        progress.wait({place.block: place.run for place in places}, runner().since)
    folder = Path(config.docs_dir).name
    for file in files.documentation_pages():
        if file.page is None or file.page.content is None:
            continue
        name = f"{folder}/{file.src_uri}"
        shown = [] if _switched_off else _build.places.get(name, [])
        for place in shown:
            html, fault = _figure(place)
            file.page.content = file.page.content.replace(place.mark, html)
            _build.faults += [fault] if fault else []
        runs = {place.ident: place.run.result() for place in shown if not place.run.exception()}
        file.page.content, wrong = resolve(file.page.content, runs, name, file.content_string)
        _build.faults += [] if _switched_off else wrong
        if file.page.present_anchor_ids is not None:  # MkDocs checks links against them later
            file.page.present_anchor_ids |= runs.keys()
    if _build.faults:
        _build.faults.sort(key=lambda fault: (fault.page, fault.line))
        sys.stderr.write(f"\n{report(_build.faults)}\n\n")
        where = ", ".join(f"{fault.page}:{fault.line}" for fault in _build.faults)
        message = f"고쳐야 할 곳이 {len(_build.faults)}군데 있습니다: {where}"
        if not _serving:
            raise PluginError(message)
        sys.stderr.write(f"{message}\n")
    return env


def _figure(place: _Place) -> tuple[str, Fault | None]:
    error = place.run.exception()
    if error:
        fault = Fault(place.block.page, place.block.line, f"실행하지 못했습니다: {error}")
        return f'<pre class="run-fault">{escape(report([fault]))}</pre>', fault
    wrong = judge(place.block, place.run.result())
    return figure(place.block, place.run.result(), place.ident, wrong), wrong
