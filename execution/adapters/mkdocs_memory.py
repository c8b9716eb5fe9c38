"""What is kept from one build to the next, in a server and in a file: what comes out the same."""

from __future__ import annotations

import hashlib
import pickle
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

RENDERED = ("content", "toc", "_title_from_render", "present_anchor_ids")
"""What `Page.render` finds out, apart from links."""


class Memory(BytecodeCache):
    """The theme's compiled templates, each page as it was rendered, and what the search index has of it.

    All of it was made by a build with the same `fingerprint`: configuration, packages, this package.
    """

    def __init__(self, fingerprint: str) -> None:
        self.fingerprint = fingerprint
        self._templates: dict[str, bytes] = {}
        self._pages: dict[str, tuple[str, dict[str, Any]]] = {}
        self._sections: dict[str, tuple[str, list[Any]]] = {}

    @classmethod
    def of(cls, fingerprint: str, file: Path) -> Memory:
        """What was saved in `file`, if it has that fingerprint, else a new one."""
        with suppress(OSError, EOFError, AttributeError, ImportError, IndexError, pickle.UnpicklingError):
            found = pickle.loads(file.read_bytes())
            if isinstance(found, cls) and found.fingerprint == fingerprint:
                return found
        return cls(fingerprint)

    def save(self, file: Path) -> None:
        """Write all to `file`, whole or not at all. No more than time is lost if that can't be done."""
        with suppress(OSError):
            with tempfile.NamedTemporaryFile(dir=file.parent, suffix=".new", delete=False) as new:
                new.write(pickle.dumps(self))
            Path(new.name).replace(file)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Called by Jinja before it compiles a template."""
        if bucket.key in self._templates:
            bucket.bytecode_from_string(self._templates[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Called by Jinja when it has compiled a template."""
        self._templates[bucket.key] = bucket.bytecode_to_string()

    def render_once(self, page: Page, *parts: object) -> None:
        """Have `page` rendered only if the parts it is made of are others than last time."""
        render, name = page.render, page.file.src_uri
        made_of = hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()

        def render_or_recall(config: Any, files: Files) -> None:
            before, rendered = self._pages.get(name, ("", {}))
            if before != made_of:
                render(config, files)
                rendered = {name: getattr(page, name) for name in RENDERED}
                links = page.links_to_anchors or {}
                rendered["links"] = {file.src_uri: anchors for file, anchors in links.items()}
                self._pages[name] = made_of, rendered
            for attribute in RENDERED:
                setattr(page, attribute, rendered[attribute])
            found = {files.get_file_from_path(uri): anchors for uri, anchors in rendered["links"].items()}
            page.links_to_anchors = {file: anchors for file, anchors in found.items() if file}

        setattr(page, "render", render_or_recall)  # noqa: B010 - an assignment that the type checker refuses

    def index_once(self, index: Any) -> None:
        """Have the search index read a page only if its content is another than last time."""
        read = index.add_entry_from_context

        def read_or_recall(page: Page) -> None:
            content, sections = self._sections.get(page.url, ("", []))
            if content == page.content:
                index.entries += sections
            else:
                content, before = str(page.content), len(index.entries)
                read(page)
                self._sections[page.url] = content, index.entries[before:]

        index.add_entry_from_context = read_or_recall
