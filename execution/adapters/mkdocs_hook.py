"""The adapter to MkDocs: pages in, figures out. Everything else in this package is free of MkDocs.

`on_files` reads all pages and starts their blocks; while MkDocs renders page after page, the formatter of
each executed fence waits for its own run and returns the figure. `on_env` comes after all pages are rendered
and before any is written: a fault stops the build there, with nothing published; under `mkdocs serve` the
page shows it and the server lives on. What the next build of a running server needs no second time is kept.
"""

from __future__ import annotations

import gc
import hashlib
import logging
import os
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:  # MkDocs loads this file by its path, without its package
    sys.path.insert(0, str(ROOT))

from markdown_exec import base_format, formatters  # noqa: E402
from mkdocs.config.defaults import MkDocsConfig  # noqa: E402
from mkdocs.exceptions import PluginError  # noqa: E402
from mkdocs.structure.files import File, Files, InclusionLevel  # noqa: E402
from mkdocs.structure.pages import Page  # noqa: E402
from mkdocs.utils import CountHandler, get_relative_url  # noqa: E402
from watchdog.observers.polling import PollingObserver  # noqa: E402

from execution import progress  # noqa: E402
from execution.adapters.mkdocs_memory import Memory  # noqa: E402
from execution.adapters.mkdocs_note import note  # noqa: E402
from execution.cache import fingerprint  # noqa: E402
from execution.chapter import Chapter  # noqa: E402
from execution.live.bundle import site_files  # noqa: E402
from execution.model import Fault  # noqa: E402
from execution.options import OURS  # noqa: E402
from execution.pages import PageReader  # noqa: E402
from execution.project import new_runner  # noqa: E402
from execution.verdict import report  # noqa: E402

MEMORY = "pages.pickle"
LOOK_EVERY = 0.15
"""Seconds between two looks of `mkdocs serve` for edits."""


@dataclass
class _Build:
    """The build that goes on, and what it leaves to the next one."""

    serving: bool = False
    chapter: Chapter | None = None
    page: str = ""
    memory: Memory = field(default_factory=lambda: Memory(""))


_build = _Build()


def _switched_off() -> bool:
    """For measuring what execution costs: pages then have their code, and no figures."""
    return os.environ.get("EXECUTION") == "off"


def on_startup(*, command: str, **_: Any) -> None:
    _build.serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    formatters["python"] = formatters["py"] = _format
    config.extra["serving"] = _build.serving  # for the hooks that come after
    if _build.serving:  # an author wants to see the page, and its warnings, not the server die
        log = logging.getLogger("mkdocs")
        for handler in [each for each in log.handlers if isinstance(each, CountHandler)]:
            log.removeHandler(handler)  # set up before, it takes no notice of `config.strict` any more
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    if _build.chapter:
        _build.chapter.runner.close()
    base_paths = config.mdx_configs["pymdownx.snippets"]["base_path"]
    folder = Path(config.config_file_path).parent
    reader = PageReader(
        [folder / base for base in ([base_paths] if isinstance(base_paths, str) else base_paths)]
    )
    try:
        _build.chapter = Chapter(reader, new_runner())
    except ValueError as error:
        raise PluginError(str(error)) from error
    config.extra["chapter"] = _build.chapter  # for the hooks that come after
    now = _fingerprint(config)
    if now != _build.memory.fingerprint:
        _build.memory = Memory.of(now, _build.chapter.runner.cache.folder / MEMORY)
    level = InclusionLevel.is_in_serve if _build.serving else InclusionLevel.is_included
    pages = {_name(file, config): file.content_string for file in files.documentation_pages(inclusion=level)}
    for path, content in site_files(config.extra.get("pyodide")).items():
        files.append(File.generated(config, path, content=content))
    if not _switched_off():
        _build.chapter.read(pages)
        waiting = (_build.chapter.runs, _build.chapter.runner.since)
        threading.Thread(target=progress.tell, args=waiting, daemon=True).start()
    return files


def _fingerprint(config: MkDocsConfig) -> str:
    """What the look of a page depends on besides the page itself and its runs."""
    sources = [Path(config.config_file_path), *sorted((ROOT / "execution").rglob("*.py"))]
    digest = hashlib.sha256(f"{fingerprint()} {config.site_url} {_build.serving}".encode())
    for source in sources:
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _name(file: Any, config: MkDocsConfig) -> str:
    return f"{Path(config.docs_dir).name}/{file.src_uri}"


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    assert _build.chapter
    _build.page = _name(page.file, config)
    if _switched_off():
        return markdown
    wrong = _build.chapter.begin(_build.page)
    if not wrong and markdown.count("8<-") == _build.chapter.includes(_build.page):
        shown = _build.chapter.shown(_build.page)
        _build.memory.render_once(page, markdown, shown, sorted(files.src_uris))
    return f"# {page.file.name}\n\n{wrong}\n" if wrong else markdown


def _format(*, code: str, md: Any, **options: Any) -> str:
    """Takes the place of markdown-exec's own formatter for Python; keeps its options."""
    assert _build.chapter
    figure = "" if _switched_off() else _build.chapter.figure(code, _build.page)
    extra = {name: value for name, value in options["extra"].items() if name not in OURS}
    options |= {"html": True, "extra": extra}
    return base_format(language="python", run=lambda *_, **__: figure, code=code, md=md, **options)


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    assert _build.chapter
    if _switched_off():
        return html
    if page.present_anchor_ids is not None:  # MkDocs checks links against them later
        page.present_anchor_ids |= _build.chapter.idents(_build.page)
    return _build.chapter.end(_build.page, html)


def on_env(env: Any, *, config: MkDocsConfig, files: Files) -> Any:
    assert _build.chapter
    if faults := _build.chapter.faults:
        sys.stderr.write(f"\n{report(faults)}\n\n")
        where = ", ".join(f"{fault.page}:{fault.line}" for fault in faults)
        message = f"고쳐야 할 곳이 {len(faults)}군데 있습니다: {where}"
        if not _build.serving:
            raise PluginError(message)
        sys.stderr.write(f"{message}\n")
        _tell_on_pages(faults, config, files)
    env.bytecode_cache = _build.memory
    _build.memory.index_once(vars(config.plugins["material/search"])["search_index"])
    return env


def _tell_on_pages(faults: list[Fault], config: MkDocsConfig, files: Files) -> None:
    chapter = _build.chapter
    assert chapter
    pages = {_name(file, config): file.page for file in files.documentation_pages() if file.page}
    for name, page in pages.items():

        def address_of(fault: Fault, here: Page = page) -> str:
            there, ident = pages.get(fault.page), chapter.figure_of(fault)
            anchor = f"#{ident}" if ident else ""
            if there is None or there is here:
                return anchor
            return f"{get_relative_url(there.url, here.url)}{anchor}"

        page.content = note(faults, name, address_of) + (page.content or "")


def on_post_build(*, config: MkDocsConfig) -> None:
    assert _build.chapter
    if not _build.serving and not _switched_off():
        _build.memory.save(_build.chapter.runner.cache.folder / MEMORY)


def on_serve(server: Any, **_: Any) -> Any:
    """After the first build: let an edit wait as little as possible.

    MkDocs looks for edits each half second. Searching what the build keeps for garbage would cost 0.1 s.
    """
    paths = list(server._watched_paths)
    for path in paths:
        server.unwatch(path)
    server.observer = PollingObserver(timeout=LOOK_EVERY)  # other observers also tell of files that are read
    for path in paths:
        server.watch(path)
    gc.freeze()
    return server
