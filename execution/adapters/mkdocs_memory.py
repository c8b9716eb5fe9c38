"""What a running server keeps from one build to the next: what takes long and comes out the same."""

from __future__ import annotations

from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

RENDERED = ("content", "toc", "_title_from_render", "present_anchor_ids")
"""What `Page.render` finds out, apart from links."""


class Memory(BytecodeCache):
    """The theme's compiled templates, each page as it was rendered, and what the search index has of it."""

    def __init__(self) -> None:
        self._templates: dict[str, bytes] = {}
        self._pages: dict[str, tuple[object, dict[str, Any]]] = {}
        self._sections: dict[str, tuple[str, list[Any]]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Called by Jinja before it compiles a template."""
        if bucket.key in self._templates:
            bucket.bytecode_from_string(self._templates[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Called by Jinja when it has compiled a template."""
        self._templates[bucket.key] = bucket.bytecode_to_string()

    def render_once(self, page: Page, made_of: object) -> None:
        """Have `page` rendered only if it is made of something else than last time."""
        render, name = page.render, page.file.src_uri

        def render_or_recall(config: Any, files: Files) -> None:
            before, rendered = self._pages.get(name, (None, {}))
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
