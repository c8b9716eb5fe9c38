"""The hook by which MkDocs makes what the site is besides its pages. Comes after the engine's own hook."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:  # MkDocs loads this file by its path, without its package
    sys.path.insert(0, str(ROOT))

from mkdocs.config.defaults import MkDocsConfig  # noqa: E402
from mkdocs.utils import write_file  # noqa: E402

from execution.site import search_index  # noqa: E402


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    plugin: Any = config.plugins["material/search"]
    kept = {key: plugin.config[key] for key in ("lang", "separator", "pipeline", "fields")}
    plugin.search_index = search_index.ChapterIndex(kept)
    return config


def on_post_build(*, config: MkDocsConfig) -> None:
    plugin: Any = config.plugins["material/search"]
    write_file(plugin.search_index.document().encode(), str(Path(config.site_dir, search_index.FILE)))
